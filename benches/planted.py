#!/usr/bin/env python3
"""Patients for rank-planted.sh, made up around reported variants.

  planted.py make FOLDER BACKGROUNDS PREDICTIONS  VCFs, a PED file and lists of known genes
  planted.py weights FOLDER GNOMAD                gnomad-genes.tsv.gz anew, of gnomAD's
                                                  gnomad.v2.1.1.lof_metrics.by_gene.txt.bgz

FOLDER has genes.tsv, by `dsdscore bundle export`. PREDICTIONS (mutations or curated) says what the predictions
of planted missense variants follow. The same bytes each time, for every draw has its seed.
"""

import csv
import gzip
import math
import random
import sys
from collections import defaultdict
from pathlib import Path

HERE = Path(__file__).resolve().parent
KNOWN = HERE.parent / "examples/dsd-genes.tsv"

# Variant sites of one person by consequence: derived allele frequency up to 0.5 %, 5 % and above. The upper end
# over populations of Table 2 of the 1000 Genomes Project (2012), doi:10.1038/nature11632; of its frameshifts the
# rare ones were filtered out, so that as many as stops stand here.
EXOME = {
    "synonymous_variant": (120, 420, 1400),
    "missense_variant": (400, 910, 2700),
    "stop_gained": (10, 19, 28),
    "stop_lost": (1.2, 1.9, 2.8),
    "frameshift_variant": (10, 24, 66),
    "inframe_deletion": (2.3, 24, 71),
    "splice_donor_variant": (3.6, 7.2, 5.2),
    "splice_acceptor_variant": (2.9, 4.0, 4.6),
}
# Frequencies within a class are drawn evenly on a logarithmic scale; the first is one allele of gnomAD's exomes.
FREQUENCIES = ((4e-6, 0.005), (0.005, 0.05), (0.05, 0.95))
LOSS = {"stop_gained", "frameshift_variant", "splice_donor_variant", "splice_acceptor_variant", "start_lost"}
IMPACTS = {"synonymous_variant": "LOW", "missense_variant": "MODERATE", "inframe_deletion": "MODERATE"}

# What predictors say of planted missense variants is drawn, for of each very variant it was not at hand: by
# published shares, each predictor by itself. REVEL: shares above 0, 0.5, 0.75, 0.932 and 1, even between these.
# - mutations: of HGMD's disease mutations (Ioannidis et al. 2016, doi:10.1016/j.ajhg.2016.08.016; they give none
#   for 0.932, above which an even share falls);
# - curated: of 131 variants whose effect was shown (Hopkins et al. 2023, doi:10.1155/2023/8857940);
# - background: of all exome sequencing variants (Ioannidis et al.).
REVEL_STEPS = (0, 0.5, 0.75, 0.932, 1)
REVEL = {
    "mutations": (1, 0.754, 0.521, 0.142, 0),
    "curated": (1, 0.99, 0.885, 0.45, 0),
    "background": (1, 0.124, 0.041, 0.011, 0),
}
# What PolyPhen-2 (HumVar) and SIFT call damaging: of disease mutations, and of others in the same genes
# (doi:10.1371/journal.pone.0104452, Table 4).
POLYPHEN = {"mutations": 0.84, "curated": 0.84, "background": 0.42}
SIFT = {"mutations": 0.75, "curated": 0.75, "background": 0.39}

# Where the chromosomes show besides X: common synonymous variants of genes on Y, and of those that X and Y share.
MALE_Y = {"DDX3Y": 12_904_000, "USP9Y": 12_701_000, "UTY": 13_248_000, "ZFY": 2_935_000}
SHARED = {"CSF2RA": 1_268_000, "ASMTL": 1_403_000, "SLC25A6": 1_386_000}

CSQ = (
    "Allele|Consequence|IMPACT|SYMBOL|Gene|Feature_type|Feature|BIOTYPE|HGVSc|HGVSp|MANE_SELECT|SIFT|PolyPhen|"
    "gnomADe_AF|REVEL"
)
LENGTHS = dict(zip(
    [str(i) for i in range(1, 23)] + ["X", "Y"],
    [248956422, 242193529, 198295559, 190214555, 181538259, 170805979, 159345973, 145138636, 138394717, 133797422,
     135086622, 133275309, 114364328, 107043718, 101991189, 90338345, 83257441, 80373285, 58617616, 64444167,
     46709983, 50818468, 156040895, 57227415],
))  # fmt: skip
CONTIGS = list(LENGTHS)


def table(path):
    opened = gzip.open if str(path).endswith("gz") else open
    with opened(path, "rt") as lines:
        yield from csv.DictReader((line for line in lines if not line.startswith("#")), delimiter="\t")


class Gene:
    """A gene of the bundle: who expresses it, and how many variants of a kind gnomAD has."""

    def __init__(self, row):
        self.symbol, self.id = row["symbol"], row["gene_id"]
        self.expressed = {"46,XX": row["DSD_F_PCT"] != ".", "46,XY": row["DSD_M_PCT"] != "."}
        self.chrom, self.counts = None, {}

    @classmethod
    def unknown(cls, symbol):
        return cls({"symbol": symbol, "gene_id": "", "DSD_F_PCT": ".", "DSD_M_PCT": "."})


def read_genes(folder):
    genes = {row["symbol"]: Gene(row) for row in table(folder / "genes.tsv")}
    for row in table(HERE / "gnomad-genes.tsv.gz"):
        if row["symbol"] in genes:
            gene = genes[row["symbol"]]
            gene.chrom = row["chrom"]
            gene.counts = {kind: int(row[kind]) for kind in ("synonymous", "missense", "loss")}
    return genes


def read_cases():
    cases = defaultdict(list)
    for row in table(HERE / "planted.tsv"):
        cases[row["case"]].append(row)
    return cases


def is_loss(rows):
    return any(row["consequence"] in LOSS for row in rows)


def poisson(rng, mean):
    """Knuth's, in pieces that exp() can hold."""
    count = 0
    while mean > 0:
        piece = min(mean, 500)
        limit, product = math.exp(-piece), rng.random()
        while product > limit:
            count += 1
            product *= rng.random()
        mean -= piece
    return count


def evenly_in_logarithm(rng, low, high):
    return math.exp(rng.uniform(math.log(low), math.log(high)))


def revel(rng, kind):
    above, draw = REVEL[kind], rng.random()
    step = next(i for i in range(len(above) - 1) if draw >= above[i + 1])
    share = (above[step] - draw) / (above[step] - above[step + 1])
    return REVEL_STEPS[step] + share * (REVEL_STEPS[step + 1] - REVEL_STEPS[step])


def predictions(rng, consequence, kind):
    """SIFT, PolyPhen-2 and REVEL as VEP has them: of missense variants alone."""
    score, where = revel(rng, kind), rng.random()
    polyphen, sift = rng.random() < POLYPHEN[kind], rng.random() < SIFT[kind]
    if consequence != "missense_variant":
        return "", "", ""
    return (
        f"deleterious({0.05 * where:.2f})" if sift else f"tolerated({0.06 + 0.94 * where:.2f})",
        f"probably_damaging({0.909 + 0.091 * where:.3f})" if polyphen else f"benign({0.446 * where:.3f})",
        f"{score:.3f}",
    )


class Variant:
    """A line of the VCF without its genotypes."""

    def __init__(self, gene, chrom, pos, alleles, consequence, frequency, predicted, names=("", "", "")):
        self.chrom, self.pos, self.alleles = chrom, pos, alleles
        self.gene, self.consequence, self.frequency = gene, consequence, frequency
        self.predicted, self.names = predicted, names

    def line(self, genotypes):
        reference, alternate = self.alleles
        # VEP leaves out the first base where both have it and their lengths differ.
        is_padded = len(reference) != len(alternate) and reference[0] == alternate[0]
        allele = (alternate[1:] or "-") if is_padded else alternate
        transcript, hgvsc, hgvsp = self.names
        sift, polyphen, score = self.predicted
        impact = IMPACTS.get(self.consequence, "HIGH")
        frequency = "" if self.frequency is None else f"{self.frequency:.3g}"
        csq = [allele, self.consequence, impact, self.gene.symbol, self.gene.id, "Transcript", transcript,
               "protein_coding", hgvsc, hgvsp, transcript, sift, polyphen, frequency, score]  # fmt: skip
        columns = [f"chr{self.chrom}", self.pos, ".", reference, alternate, "100", "PASS", "CSQ=" + "|".join(csq), "GT"]
        return "\t".join([*map(str, columns), *genotypes]) + "\n"

    def place(self):
        return CONTIGS.index(self.chrom), self.pos


def background(rng, genes):
    """The variants of a person with two X or one, with the copies of one who has two, and of one X: 0 or 1."""
    drawn = {kind: [g for g in genes.values() if g.counts.get(kind)] for kind in ("synonymous", "missense", "loss")}
    weights = {kind: [gene.counts[kind] for gene in drawn[kind]] for kind in drawn}
    found = []
    for consequence, means in EXOME.items():
        kind = {"LOW": "synonymous", "MODERATE": "missense"}.get(IMPACTS.get(consequence), "loss")
        for mean, (low, high) in zip(means, FREQUENCIES):
            for gene in rng.choices(drawn[kind], weights[kind], k=poisson(rng, mean)):
                frequency = evenly_in_logarithm(rng, low, high)
                copies = 2 if rng.random() < frequency / (2 - frequency) else 1
                alleles = ("A", "AT") if consequence == "frameshift_variant" else ("C", "T")
                alleles = ("CTTT", "C") if consequence == "inframe_deletion" else alleles
                # Between the pseudoautosomal regions, where it is of X.
                position = rng.randint(10_000_000, LENGTHS[gene.chrom] - 10_000_000)
                predicted = predictions(rng, consequence, "background")
                variant = Variant(gene, gene.chrom, position, alleles, consequence, frequency, predicted)
                found.append((variant, copies, rng.random() < 0.5))
    return found


def chromosomes(rng, genes):
    """Sites on Y, which one X alone has beside it, and heterozygous ones that X and Y share."""
    for places, chrom in ((MALE_Y, "Y"), (SHARED, "X")):
        for symbol, start in places.items():
            for position in rng.sample(range(start, start + 1000), 8):
                named = genes.get(symbol) or Gene.unknown(symbol)
                yield Variant(named, chrom, position, ("C", "T"), "synonymous_variant", 0.3, ("", "", ""))


def genotype(zygosity):
    return {"het": "0/1", "hom": "1/1", "hemi": "1"}[zygosity]


def plant(rng, case, genes, known, kind):
    """A case's variants, and the same in a random expressed gene that is not known."""
    karyotype, chrom = case[0]["karyotype"], case[0]["chrom"].removeprefix("chr")
    is_sex_linked = chrom in "XY"
    others = [
        gene
        for gene in genes.values()
        if gene.expressed[karyotype] and gene.chrom and gene.symbol not in known
        and (gene.chrom == "X") == is_sex_linked
    ]  # fmt: skip
    other = rng.choice(others)
    other_position = rng.randint(10_000_000, LENGTHS[other.chrom] - 10_000_000)
    planted, shadows = [], []
    for row in case:
        # Dominant and X-linked ones are in no database; recessive ones are, rarely.
        is_carried = len(case) == 2 or row["zygosity"] == "hom"
        frequency = evenly_in_logarithm(rng, 4e-6, 0.001) if is_carried else None
        predicted = predictions(rng, row["consequence"], kind)
        alleles, names = (row["ref"], row["alt"]), (row["transcript"], row["hgvsc"], row["hgvsp"])
        same = (alleles, row["consequence"], frequency, predicted)
        planted.append(Variant(genes[row["symbol"]], chrom, int(row["pos"]), *same, names))
        shadows.append(Variant(other, other.chrom, other_position, *same))
        other_position += 100
    if len(case) == 2:
        return planted, shadows, ["0|1", "1|0"]
    return planted, shadows, [genotype(case[0]["zygosity"])]


def header(samples):
    lines = ["##fileformat=VCFv4.2", '##FILTER=<ID=PASS,Description="All filters passed">']
    lines += [f"##contig=<ID=chr{name},length={length}>" for name, length in LENGTHS.items()]
    lines.append('##FORMAT=<ID=GT,Number=1,Type=String,Description="Genotype">')
    description = f"Consequence annotations from Ensembl VEP. Format: {CSQ}"
    lines.append(f'##INFO=<ID=CSQ,Number=.,Type=String,Description="{description}">')
    return "\n".join([*lines, "\t".join("#CHROM POS ID REF ALT QUAL FILTER INFO FORMAT".split() + samples)]) + "\n"


def samples_of(cases):
    """Those with one X, then those with two; each case, then the one with a random gene in its place."""
    order = sorted(cases, key=lambda name: cases[name][0]["karyotype"] == "46,XX")
    return [name + end for name in order for end in ("", ".random")]


def background_lines(rng, genes, one_x, two_x):
    """Lines of the variants that all samples share, first those with one X."""
    for variant, copies, is_on_one_x in background(rng, genes):
        usual = "1/1" if copies == 2 else "0/1"
        # Of two X twice as many variants are seen as of one.
        hemizygous = "1" if is_on_one_x else "0"
        male = hemizygous if variant.chrom == "X" else usual
        yield variant, [male] * one_x + [usual] * two_x
    for variant in chromosomes(rng, genes):
        male, female = ("1", ".") if variant.chrom == "Y" else ("0/1", "0/1")
        yield variant, [male] * one_x + [female] * two_x


def own_lines(variants, carried, index, one_x, count):
    """Lines of what one sample alone carries."""
    for variant, call in zip(variants, carried):
        male = "0" if variant.chrom in "XY" else "0/0"
        female = "." if variant.chrom == "Y" else "0/0"
        genotypes = [male] * one_x + [female] * (count - one_x)
        genotypes[index] = call
        yield variant, genotypes


def write_patients(folder, number, cases, genes, known, kind):
    rng = random.Random(f"planted {number}")
    samples = samples_of(cases)
    one_x = sum(karyotype_of(cases, name) == "46,XY" for name in samples)
    lines = list(background_lines(rng, genes, one_x, len(samples) - one_x))
    truth = []
    for index in range(0, len(samples), 2):
        planted, shadows, carried = plant(rng, cases[samples[index]], genes, known, kind)
        for offset, variants in enumerate((planted, shadows)):
            lines += own_lines(variants, carried, index + offset, one_x, len(samples))
            truth.append(f"{samples[index + offset]}\t{variants[0].gene.symbol}\n")
    lines.sort(key=lambda line: line[0].place())
    with open(folder / f"{number}.vcf", "w") as out:
        out.write(header(samples))
        out.writelines(variant.line(genotypes) for variant, genotypes in lines)
    (folder / f"{number}.truth").write_text("".join(truth))


def karyotype_of(cases, sample):
    return cases[sample.removesuffix(".random")][0]["karyotype"]


def write_pedigree(folder, cases):
    with open(folder / "patients.ped", "w") as out:
        for sample in samples_of(cases):
            sex = 1 if karyotype_of(cases, sample) == "46,XY" else 2
            out.write(f"{sample}\t{sample}\t0\t0\t{sex}\t2\n")


def write_lists(folder, cases):
    """The list of known genes, and for each gene the list without it and the names of its patients."""
    lines = KNOWN.read_text().splitlines(keepends=True)
    (folder / "known.tsv").write_text("".join(lines))
    names = defaultdict(list)
    for name, rows in cases.items():
        names[rows[0]["symbol"]].append(name)
    for symbol in names:
        (folder / f"without.{symbol}.tsv").write_text("".join(line for line in lines if line.split("\t")[0] != symbol))
    (folder / "without.txt").write_text("".join(f"{symbol} {','.join(names[symbol])}\n" for symbol in sorted(names)))


def make(folder, backgrounds, kind):
    cases, genes = read_cases(), read_genes(folder)
    known = {row["symbol"] for row in table(KNOWN)}
    write_pedigree(folder, cases)
    write_lists(folder, cases)
    for number in range(1, backgrounds + 1):
        write_patients(folder, number, cases, genes, known, kind)


WEIGHTS = """# gnomAD v2.1.1 constraint, by gene (Karczewski et al. 2020, doi:10.1038/s41586-020-2308-7; CC0): how many synonymous,
# missense and predicted loss-of-function variants 125,748 exomes have. Genes of the built-in bundle, by Ensembl ID.
symbol\tchrom\tsynonymous\tmissense\tloss
"""


def weights(folder, path):
    symbols = {row["gene_id"]: row["symbol"] for row in table(folder / "genes.tsv")}
    kept = {}
    for row in table(path):
        symbol = symbols.get(row["gene_id"])
        counts = [int(float(row[column] or 0)) for column in ("obs_syn", "obs_mis", "obs_lof")]
        if symbol and (symbol not in kept or counts[1] > kept[symbol][2]):
            kept[symbol] = [row["chromosome"], *counts]
    lines = ("\t".join(map(str, [symbol, *kept[symbol]])) + "\n" for symbol in sorted(kept))
    out = gzip.GzipFile(HERE / "gnomad-genes.tsv.gz", "wb", 9, mtime=0)
    out.write((WEIGHTS + "".join(lines)).encode())
    out.close()


def main():
    task, folder, rest = sys.argv[1], Path(sys.argv[2]), sys.argv[3:]
    if task == "make":
        make(folder, int(rest[0]), rest[1])
    else:
        weights(folder, rest[0])


if __name__ == "__main__":
    main()
