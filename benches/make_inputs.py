#!/usr/bin/env python3
"""Makes the inputs of annotate.sh in a folder: always the same bytes, all of them made up.

genes.tsv    symbol, Ensembl ID, condition, score of 20,000 genes: for `dsdscore bundle build`
genes.bed    where the genes are: for `dsdscore annotate --genes`
genes.tab    the same with the four INFO values: for `bcftools annotate`
exome.vcf    a trio, 100,000 records as VEP --everything leaves them
cohort.vcf   500 samples, 50,000 records as GATK leaves them
"""

import random
import sys
from pathlib import Path

GENES = 20_000
EXOME_RECORDS = 100_000
COHORT_RECORDS = 50_000
COHORT_SAMPLES = 500
CONTIGS = [f"chr{i}" for i in [*range(1, 23), "X", "Y"]]
CONTIG_LENGTH = 60_000_000
BASES = "ACGT"

# The sub-fields of VEP 110 with --everything.
CSQ = (
    "Allele|Consequence|IMPACT|SYMBOL|Gene|Feature_type|Feature|BIOTYPE|EXON|INTRON|HGVSc|HGVSp|"
    "cDNA_position|CDS_position|Protein_position|Amino_acids|Codons|Existing_variation|DISTANCE|"
    "STRAND|FLAGS|VARIANT_CLASS|SYMBOL_SOURCE|HGNC_ID|CANONICAL|MANE_SELECT|MANE_PLUS_CLINICAL|TSL|"
    "APPRIS|CCDS|ENSP|SWISSPROT|TREMBL|UNIPARC|UNIPROT_ISOFORM|GENE_PHENO|SIFT|PolyPhen|DOMAINS|"
    "miRNA|AF|AFR_AF|AMR_AF|EAS_AF|EUR_AF|SAS_AF|gnomADe_AF|gnomADe_AFR_AF|gnomADe_AMR_AF|"
    "gnomADe_ASJ_AF|gnomADe_EAS_AF|gnomADe_FIN_AF|gnomADe_NFE_AF|gnomADe_OTH_AF|gnomADe_SAS_AF|"
    "gnomADg_AF|gnomADg_AFR_AF|gnomADg_AMI_AF|gnomADg_AMR_AF|gnomADg_ASJ_AF|gnomADg_EAS_AF|"
    "gnomADg_FIN_AF|gnomADg_MID_AF|gnomADg_NFE_AF|gnomADg_OTH_AF|gnomADg_SAS_AF|MAX_AF|MAX_AF_POPS|"
    "CLIN_SIG|SOMATIC|PHENO|PUBMED|MOTIF_NAME|MOTIF_POS|HIGH_INF_POS|MOTIF_SCORE_CHANGE|"
    "TRANSCRIPTION_FACTORS"
)
CODING = ["missense_variant", "synonymous_variant", "missense_variant&splice_region_variant"]
OTHER = ["intron_variant", "downstream_gene_variant", "upstream_gene_variant", "3_prime_UTR_variant"]
IMPACTS = {CODING[0]: "MODERATE", CODING[1]: "LOW", CODING[2]: "MODERATE"}
PROTEIN = ["Ala", "Arg", "Asn", "Asp", "Cys", "Gln", "Glu", "Gly", "His", "Leu", "Lys", "Ser", "Val"]

INFOS = [
    ("AC", "A", "Integer"),
    ("AF", "A", "Float"),
    ("AN", "1", "Integer"),
    ("BaseQRankSum", "1", "Float"),
    ("DP", "1", "Integer"),
    ("FS", "1", "Float"),
    ("MQ", "1", "Float"),
    ("QD", "1", "Float"),
    ("SOR", "1", "Float"),
]
FORMATS = [
    ("GT", "1", "String"),
    ("AD", "R", "Integer"),
    ("DP", "1", "Integer"),
    ("GQ", "1", "Integer"),
    ("PL", "G", "Integer"),
]


class Gene:
    """A made-up gene; genes of one contig stand evenly, some touching their neighbour."""

    def __init__(self, rng, number):
        spacing = CONTIG_LENGTH * len(CONTIGS) // GENES
        self.number = number
        self.contig = CONTIGS[number * len(CONTIGS) // GENES]
        first = -(-GENES * CONTIGS.index(self.contig) // len(CONTIGS))
        self.start = 10_000 + (number - first) * spacing
        self.end = self.start + rng.randint(spacing // 20, spacing * 21 // 20)
        letters = "".join(rng.choices("ABCDEFGHIKLMNPRSTZ", k=rng.randint(2, 4)))
        self.symbol = f"{letters}{number}"
        self.ensembl_id = f"ENSG{number + 100_000:011}"
        self.scores = [f"{rng.betavariate(0.3, 0.6):.7g}" for _ in range(2)]
        self.transcripts = [
            f"ENST{number * 30 + i + 200_000:011}" for i in range(min(12, 1 + int(rng.expovariate(0.2))))
        ]


def write_genes(folder, genes):
    with open(folder / "genes.tsv", "w") as scores, open(folder / "genes.bed", "w") as bed:
        scores.write("symbol\tgene_id\tcondition\tscore\n")
        for gene in genes:
            for condition, score in zip("FM", gene.scores):
                scores.write(f"{gene.symbol}\t{gene.ensembl_id}\t{condition}\t{score}\n")
            bed.write(f"{gene.contig}\t{gene.start - 1}\t{gene.end}\t{gene.ensembl_id}\n")
    with open(folder / "genes.tab", "w") as table:
        for gene in genes:
            female, male = gene.scores
            entry = f"||{gene.symbol}|{gene.ensembl_id}|{female}|{male}"
            best = (gene.contig, gene.start, gene.end, entry, female, male, gene.symbol)
            table.write("\t".join(map(str, best)) + "\n")


def header(samples, infos):
    lines = ["##fileformat=VCFv4.2", '##FILTER=<ID=PASS,Description="All filters passed">']
    for key, fields in [("INFO", infos), ("FORMAT", FORMATS)]:
        for name, number, kind in fields:
            lines.append(f'##{key}=<ID={name},Number={number},Type={kind},Description="{name}">')
    lines += [f"##contig=<ID={contig},length={CONTIG_LENGTH + 1_000_000}>" for contig in CONTIGS]
    return lines, "\t".join("#CHROM POS ID REF ALT QUAL FILTER INFO FORMAT".split() + samples)


def places(rng, genes, count):
    """Sorted positions with the gene that each lies in."""
    picked = []
    for gene in rng.choices(genes, k=count):
        picked.append((rng.randint(gene.start, gene.end), gene))
    return sorted(picked, key=lambda place: (CONTIGS.index(place[1].contig), place[0]))


def alleles(rng):
    """REF and ALTs: one in eight an indel, one in fifty with two ALTs."""
    reference = rng.choice(BASES)
    others = [base for base in BASES if base != reference]
    if rng.random() < 1 / 8:
        tail = "".join(rng.choices(BASES, k=rng.randint(1, 6)))
        return (reference + tail, [reference]) if rng.random() < 0.5 else (reference, [reference + tail])
    return reference, rng.sample(others, 2 if rng.random() < 1 / 50 else 1)


def site_info(rng, count, alternates):
    ac = ",".join(str(rng.randint(1, count)) for _ in alternates)
    af = ",".join(f"{rng.random():.3g}" for _ in alternates)
    return (
        f"AC={ac};AF={af};AN={count};BaseQRankSum={rng.gauss(0, 1):.3f};DP={rng.randint(20, 90) * count};"
        f"FS={rng.expovariate(0.4):.3f};MQ={rng.uniform(50, 60):.2f};QD={rng.uniform(2, 30):.2f};"
        f"SOR={rng.uniform(0.3, 3):.3f}"
    )


def csq_allele(reference, alternate):
    """VEP leaves out the first base of an indel."""
    if len(reference) == len(alternate):
        return alternate
    return alternate[1:] or "-"


def frequencies(rng):
    """AF to gnomADg_SAS_AF, MAX_AF and its populations; most variants are rare."""
    if rng.random() < 0.3:
        return [""] * 28
    top = rng.random() ** 6
    values = [f"{rng.uniform(0, top):.4g}" if rng.random() < 0.8 else "0" for _ in range(26)]
    if top < 0.05:
        values[:6] = [""] * 6
    return [*values, f"{top:.4g}", "gnomADe_AFR"]


def csq_entry(rng, gene, rank, transcript, reference, alternate, shared):
    known, rates, consequences = shared
    # Most transcripts of a gene agree on the consequence.
    is_usual = rng.random() < 0.6
    consequence = consequences[gene.number] if is_usual else rng.choice(CODING + OTHER)
    is_coding = consequence in CODING
    position = rng.randint(1, 4000)
    protein = position // 3 + 1
    amino = f"p.{rng.choice(PROTEIN)}{protein}{rng.choice(PROTEIN)}"
    peptide = transcript.replace("T", "P", 1) if is_coding else ""
    return "|".join(
        [
            csq_allele(reference, alternate),
            consequence,
            IMPACTS.get(consequence, "MODIFIER"),
            gene.symbol,
            gene.ensembl_id,
            "Transcript",
            transcript,
            "protein_coding" if is_coding else "nonsense_mediated_decay",
            f"{rng.randint(1, 20)}/20" if is_coding else "",
            "" if is_coding else f"{rng.randint(1, 20)}/20",
            f"{transcript}.{rank + 2}:c.{position}{reference}>{alternate}",
            f"{peptide}.{rank + 1}:{amino}" if is_coding else "",
            f"{position + 120}/5120" if is_coding else "",
            f"{position}/4200" if is_coding else "",
            f"{protein}/1399" if is_coding else "",
            "A/T" if is_coding else "",
            "Gcc/Acc" if is_coding else "",
            known,
            "" if is_coding else str(rng.randint(1, 5000)),
            "1",
            "",
            "SNV" if len(reference) == len(alternate) else "indel",
            "HGNC",
            f"HGNC:{gene.number + 50_000}",
            "YES" if rank == 0 else "",
            f"NM_{gene.number + 1000:06}.{rank + 3}" if rank == 0 else "",
            "",
            str(rank % 5 + 1),
            "P1" if rank == 0 else "",
            f"CCDS{gene.number + 3000}.1" if is_coding else "",
            peptide,
            f"Q{gene.number:05}.{rank + 100}" if is_coding else "",
            "",
            f"UPI{gene.number * 17 + rank:010X}" if is_coding else "",
            f"Q{gene.number:05}-{rank + 1}" if is_coding else "",
            "1" if gene.number % 4 == 0 else "",
            f"tolerated({rng.random():.2g})" if is_coding else "",
            f"benign({rng.random():.3g})" if is_coding else "",
            f"PANTHER:PTHR{gene.number:05}&Pfam:PF{gene.number:05}" if is_coding else "",
            "",
            *rates,
            *[""] * 9,
        ]
    )


def csq(rng, genes, gene, reference, alternates):
    """Every ALT with every transcript of its gene, and one time in five the neighbour's."""
    near = [gene]
    if rng.random() < 0.2 and gene.number + 1 < len(genes):
        near.append(genes[gene.number + 1])
    known = f"rs{rng.randint(10**6, 10**9)}" if rng.random() < 0.7 else ""
    consequences = {one.number: rng.choice(CODING * 2 + OTHER) for one in near}
    shared = (known, frequencies(rng), consequences)
    return ",".join(
        csq_entry(rng, one, rank, transcript, reference, alternate, shared)
        for alternate in alternates
        for one in near
        for rank, transcript in enumerate(one.transcripts)
    )


def call(rng, copies):
    """GT:AD:DP:GQ:PL of a call with so many copies of the ALT."""
    depth = max(4, int(rng.gauss(35, 9)))
    alternate = [0, depth // 2 + rng.randint(-2, 2), depth][copies]
    quality = min(99, rng.randint(30, 140))
    likelihoods = [
        (0, quality, depth * 15 + rng.randint(0, 300)),
        (depth * 12 + rng.randint(0, 300), 0, depth * 13 + rng.randint(0, 300)),
        (depth * 30 + rng.randint(0, 300), quality, 0),
    ][copies]
    genotype = ["0/0", "0/1", "1/1"][copies]
    pl = ",".join(map(str, likelihoods))
    return f"{genotype}:{depth - alternate},{alternate}:{depth}:{quality}:{pl}"


def two_alternates_call(rng):
    depth = max(4, int(rng.gauss(35, 9)))
    pl = f"{depth * 30},{depth * 25},{depth * 28},0,{depth * 14},{depth * 13}"
    return f"0/2:{depth // 2},0,{depth - depth // 2}:{depth}:99:{pl}"


def record(rng, place, samples, info, calls, reference, alternates):
    position, gene = place
    quality = f"{rng.uniform(30, 9000):.2f}"
    columns = [gene.contig, str(position), ".", reference, ",".join(alternates), quality, "PASS", info]
    return "\t".join([*columns, "GT:AD:DP:GQ:PL", *calls]) + "\n"


def write_exome(path, genes):
    rng = random.Random(2)
    samples = ["child", "mother", "father"]
    lines, columns = header(samples, INFOS)
    description = f"Consequence annotations from Ensembl VEP. Format: {CSQ}"
    lines.append(f'##INFO=<ID=CSQ,Number=.,Type=String,Description="{description}">')
    with open(path, "w") as out:
        out.write("\n".join([*lines, columns]) + "\n")
        for place in places(rng, genes, EXOME_RECORDS):
            reference, alternates = alleles(rng)
            info = site_info(rng, 6, alternates) + ";CSQ=" + csq(rng, genes, place[1], reference, alternates)
            is_single = len(alternates) == 1
            calls = [call(rng, rng.randint(0, 2)) if is_single else two_alternates_call(rng) for _ in samples]
            out.write(record(rng, place, samples, info, calls, reference, alternates))


def write_cohort(path, genes):
    rng = random.Random(3)
    samples = [f"S{i:04}" for i in range(COHORT_SAMPLES)]
    lines, columns = header(samples, INFOS)
    # Calls are drawn from pools, one for each of some allele frequencies: quick, and as varied as
    # compression can notice.
    copies = {n: [call(rng, n) for _ in range(4000)] for n in range(3)}
    pools = []
    for frequency in [0.0005, 0.001, 0.002, 0.005, 0.01, 0.05, 0.2, 0.5]:
        weights = [(1 - frequency) ** 2, 2 * frequency * (1 - frequency), frequency**2]
        pools.append([rng.choice(copies[n]) for n in rng.choices(range(3), weights, k=8000)])
    two = [two_alternates_call(rng) for _ in range(4000)]
    with open(path, "w") as out:
        out.write("\n".join([*lines, columns]) + "\n")
        for place in places(rng, genes, COHORT_RECORDS):
            reference, alternates = alleles(rng)
            pool = rng.choice(pools) if len(alternates) == 1 else two
            calls = rng.choices(pool, k=COHORT_SAMPLES)
            info = site_info(rng, 2 * COHORT_SAMPLES, alternates)
            out.write(record(rng, place, samples, info, calls, reference, alternates))


def main():
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    rng = random.Random(1)
    genes = [Gene(rng, number) for number in range(GENES)]
    write_genes(folder, genes)
    write_exome(folder / "exome.vcf", genes)
    write_cohort(folder / "cohort.vcf", genes)


if __name__ == "__main__":
    main()
