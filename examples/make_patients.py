#!/usr/bin/env python3
"""Make patients.vcf, published-scores.tsv and expected-scores.tsv from tables-2-and-3.tsv.

    python3 make_patients.py MANE.GRCh38.v1.4.summary.txt.gz

Writes beside this script; prints, as Markdown, what was left out of the VCF and what else is
inconsistent. There is no reference genome here, so REF is never compared with a base.
"""

import csv
import gzip
import re
import sys
from collections import namedtuple
from itertools import product
from pathlib import Path

HERE = Path(__file__).resolve().parent
CONDITION = {"46, XX": "F", "46, XY": "M"}
# GRCh38 lengths; they add up to 3,088,269,832.
CONTIGS = dict(
    zip(
        [f"chr{n}" for n in [*range(1, 23), "X", "Y"]],
        """248956422 242193529 198295559 190214555 181538259 170805979 159345973 145138636
        138394717 133797422 135086622 133275309 114364328 107043718 101991189 90338345
        83257441 80373285 58617616 64444167 46709983 50818468 156040895 57227415""".split(),
        strict=True,
    )
)
CSQ = (
    "Allele|Consequence|IMPACT|SYMBOL|Gene|Feature_type|Feature|HGVSc|HGVSp|HGNC_ID"
    "|PolyPhen|gnomAD_AF"
).split("|")
COMPLEMENT = str.maketrans("ACGT", "TGCA")
AMINO = "KNKNTTTTRSRSIIMIQHQHPPPPRRRRLLLLEDEDAAAAGGGGVVVV*Y*YSSSS*CWCLFLF"
CODON = {"".join(c): a for c, a in zip(product("ACGT", repeat=3), AMINO, strict=True)}
LETTER = dict(
    zip(
        "Ala Arg Asn Asp Cys Gln Glu Gly His Ile Leu Lys Met Phe Pro Ser Thr Trp Tyr Val".split(),
        "ARNDCQEGHILKMFPSTWYV",
        strict=True,
    )
)

Gene = namedtuple("Gene", "ensembl hgnc symbol accession start end strand")
Variant = namedtuple("Variant", "row gene chrom pos ref alt csq zygosity rs hgvs reasons remarks")


def read_tsv(path):
    with open(path, encoding="utf-8", newline="") as lines:
        yield from csv.DictReader((x for x in lines if x[0] != "#"), delimiter="\t")


def read_mane(path):
    """The MANE Select gene by symbol and by RefSeq transcript without its version."""
    genes = {}
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for r in csv.DictReader(lines, delimiter="\t"):
            gene = Gene(
                r["Ensembl_Gene"].split(".")[0],
                r["HGNC_ID"],
                r["symbol"],
                r["GRCh38_chr"],
                int(r["chr_start"]),
                int(r["chr_end"]),
                r["chr_strand"],
            )
            if r["MANE_status"] == "MANE Select":
                genes[r["symbol"]] = genes[r["RefSeq_nuc"].split(".")[0]] = gene
    return genes


def find_gene(genes, row):
    """By the printed symbol; where that is outdated, by the printed transcript."""
    transcript = row["codon_change"].split(".")[0]
    gene = genes.get(row["gene"]) or genes.get(transcript)
    if gene is None:
        sys.exit(f"{row['gene']}: neither the symbol nor {transcript} is in the MANE summary")
    return gene


def substitutions(cell):
    """`g. 123 T > C, g.125 A>G` as [(123, "T", "C"), (125, "A", "G")]."""
    found = re.findall(r"[gc]\. ?(\d+) ?([ACGT]) ?> ?([ACGT])", cell)
    return [(int(number), ref, alt) for number, ref, alt in found]


def variants_of(row, genes):
    """One Variant for each position of a row; a row holds one or two."""
    columns = [
        substitutions(row["position"]),
        substitutions(row["codon_change"]),
        re.findall(r"p\.(\D+)(\d+)(\w+)", row["amino_acid_change"]),
        row["zygosity"].split(),
        re.findall(r"NA|[\d.]+", row["allele_frequency"]),
        row["rs_number"].split(),
    ]
    if len(set(map(len, columns))) != 1:
        sys.exit(f"{row['gene']} of patient {row['patient']}: cells of unequal length")
    gene = find_gene(genes, row)
    return [make_variant(row, gene, *cells) for cells in zip(*columns, strict=True)]


def make_variant(row, gene, genomic, coding, protein, zygosity, frequency, rs):
    pos, ref, alt = genomic
    hgvs = f"c.{coding[0]}{coding[1]}>{coding[2]}"
    csq = consequence(row, gene, alt, hgvs, "p." + "".join(protein), frequency)
    return Variant(
        row,
        gene,
        contig(row["position"]),
        pos,
        ref,
        alt,
        csq,
        zygosity,
        rs,
        hgvs,
        reasons_to_leave_out(row, gene, genomic, coding),
        remarks_on(coding, protein),
    )


def contig(position):
    number = int(re.match(r"NC_0+(\d+)", position)[1])
    return {23: "chrX", 24: "chrY"}.get(number, f"chr{number}")


def accession(cell, prefix):
    found = re.match(rf"{prefix}_\d+\.\d+", cell)
    return found[0] if found else ""


def consequence(row, gene, alt, hgvsc, hgvsp, frequency):
    transcript = accession(row["codon_change"], "NM")
    protein = accession(row["amino_acid_change"], "NP")
    values = {
        "Allele": alt,
        "Consequence": "missense_variant",
        "IMPACT": "MODERATE",
        "SYMBOL": row["gene"],
        "Gene": gene.ensembl,
        "Feature_type": "Transcript",
        "Feature": transcript,
        "HGVSc": f"{transcript}:{hgvsc}",
        "HGVSp": f"{protein}:{hgvsp}" if protein else hgvsp,
        "HGNC_ID": gene.hgnc,
        "PolyPhen": "damaging",
        "gnomAD_AF": "" if frequency == "NA" else frequency,
    }
    return "|".join(values[key] for key in CSQ)


def reasons_to_leave_out(row, gene, genomic, coding):
    """Why a row's coordinates cannot be GRCh38 coordinates of the stated change."""
    pos, *alleles = genomic
    printed, reasons = accession(row["position"], "NC"), []
    if printed != gene.accession:
        reasons.append(f"{printed} is not the GRCh38 sequence ({gene.accession})")
    if not gene.start <= pos <= gene.end:
        reasons.append(f"outside the gene on GRCh38 ({gene.start}-{gene.end})")
    on_plus = [a if gene.strand == "+" else a.translate(COMPLEMENT) for a in coding[1:]]
    if on_plus != alleles:
        reasons.append(
            f"the gene is on the {gene.strand} strand, where c. {'>'.join(coding[1:])}"
            f" means g. {'>'.join(on_plus)}, not {'>'.join(alleles)}"
        )
    return reasons


def remarks_on(coding, protein):
    """Where the printed protein change does not follow from the printed codon change."""
    number, ref, alt = coding
    before, codon, after = protein
    expected, remarks = (number + 2) // 3, []
    if expected != int(codon):
        remarks.append(f"c.{number} lies in codon {expected}, not {codon}")
    if after not in LETTER:
        remarks.append(f"p.{before}{codon}{after} is cut short")
    elif not can_turn(before, after, (number - 1) % 3, ref, alt):
        remarks.append(f"{ref}>{alt} at that place in a codon cannot turn {before} into {after}")
    return remarks


def can_turn(before, after, place, ref, alt):
    return any(
        amino == LETTER[before]
        and codon[place] == ref
        and CODON[codon[:place] + alt + codon[place + 1 :]] == LETTER[after]
        for codon, amino in CODON.items()
    )


def header(patients):
    fields = "|".join(CSQ)
    lines = ["##fileformat=VCFv4.3"]
    lines += [
        "##source=examples/make_patients.py, assembled from Tables 2 and 3 of"
        " doi:10.1016/j.csbj.2025.12.019; no variant caller and no VEP was run"
    ]
    lines += [f"##contig=<ID={c},length={n},assembly=GRCh38>" for c, n in CONTIGS.items()]
    lines += [
        '##INFO=<ID=CSQ,Number=.,Type=String,Description="Consequence annotations in the shape'
        " of Ensembl VEP, assembled from the paper's tables and not by running VEP."
        f' Format: {fields}">',
        '##FORMAT=<ID=GT,Number=1,Type=String,Description="Genotype as printed; ./. where the'
        ' paper lists no such variant for the patient, which says nothing about carriership">',
    ]
    lines += [f'##SAMPLE=<ID=P{p},Description="Patient {p}, {k}">' for p, k in patients.items()]
    columns = "#CHROM POS ID REF ALT QUAL FILTER INFO FORMAT".split()
    return lines + ["\t".join(columns + [f"P{p}" for p in patients])]


def families(rows):
    """PED: all are affected, and nothing is known of parents. Sex is 1 for 46,XY and 2 for 46,XX."""
    sexes = {r["patient"]: {"46,XY": 1, "46,XX": 2}[r["karyotype"].replace(" ", "")] for r in rows}
    for patient in sorted(sexes, key=int):
        yield f"P{patient}\tP{patient}\t0\t0\t{sexes[patient]}\t2"


def records(variants, patients):
    """One line for each CHROM, POS, REF, ALT, in contig order."""
    merged = {}
    for v in variants:
        merged.setdefault((v.chrom, v.pos, v.ref, v.alt), []).append(v)
    order = list(CONTIGS)
    for key in sorted(merged, key=lambda k: (order.index(k[0]), *k[1:])):
        yield record(key, merged[key], patients)


def record(key, carriers, patients):
    chrom, pos, ref, alt = key
    if len({(v.csq, v.rs) for v in carriers}) != 1:
        sys.exit(f"{chrom}:{pos} {ref}>{alt}: described differently in two rows")
    genotype = {v.row["patient"]: v.zygosity for v in carriers}
    name = "." if carriers[0].rs == "NA" else carriers[0].rs
    fixed = [chrom, str(pos), name, ref, alt, ".", ".", f"CSQ={carriers[0].csq}", "GT"]
    return "\t".join(fixed + [genotype.get(p, "./.") for p in patients])


def published_scores(rows, genes):
    """The printed score by gene and condition; of two that differ the higher, and the other."""
    scores, dropped = {}, []
    for row in rows:
        key = row["gene"], CONDITION[row["karyotype"]]
        kept, new = scores.get(key, ("0", None))[0], row["dsd_score"]
        if key in scores and kept != new:
            dropped.append((*key, min(kept, new, key=float), max(kept, new, key=float)))
        scores[key] = max(kept, new, key=float), find_gene(genes, row)
    return scores, dropped


def score_lines(scores):
    yield "# Printed DSD-scores, Tables 2 (condition F) and 3 (condition M) of doi:10.1016/j.csbj.2025.12.019."
    yield "symbol\tgene_id\thgnc_id\tcondition\tscore"
    for (symbol, condition), (score, gene) in scores.items():
        yield "\t".join([symbol, gene.ensembl, gene.hgnc, condition, score])


def expected_lines(variants, scores):
    yield "# What annotating patients.vcf with published-scores.tsv must give; printed_score is the table's own."
    yield "patient\tcondition\tsymbol\tprinted_score\tscore\tchrom\tpos\tref\talt"
    for v in variants:
        symbol, condition = v.row["gene"], CONDITION[v.row["karyotype"]]
        score = scores[symbol, condition][0]
        cells = [f"P{v.row['patient']}", condition, symbol, v.row["dsd_score"], score]
        yield "\t".join([*cells, v.chrom, str(v.pos), v.ref, v.alt])


def print_report(variants, dropped, rows):
    print("| patient | gene | printed | why left out |\n| --- | --- | --- | --- |")
    for v in variants:
        if v.reasons:
            printed = f"{accession(v.row['position'], 'NC')}:g.{v.pos}{v.ref}>{v.alt}, {v.hgvs}"
            print(f"| {v.row['patient']} | {v.row['gene']} | {printed} | {'; '.join(v.reasons)} |")
    print("\n| patient | gene | remark |\n| --- | --- | --- |")
    for patient, gene, text in remarks(variants, dropped, rows):
        print(f"| {patient} | {gene} | {text} |")


def remarks(variants, dropped, rows):
    for v in variants:
        patient, symbol = v.row["patient"], v.row["gene"]
        if v.gene.symbol != symbol:
            yield patient, symbol, f"now {v.gene.symbol}, found by its transcript"
        for text in v.remarks:
            yield patient, symbol, text
    for symbol, condition, low, high in dropped:
        yield "", symbol, f"condition {condition}: {low} and {high} are printed; {high} is kept"
    for above, below in zip(rows, rows[1:]):
        same = above["patient"] == below["patient"]
        if same and float(above["dsd_score"]) < float(below["dsd_score"]):
            yield (
                below["patient"],
                below["gene"],
                f"{below['dsd_score']} stands below {above['gene']}'s {above['dsd_score']}",
            )


def write(name, lines):
    (HERE / name).write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    rows, genes = list(read_tsv(HERE / "tables-2-and-3.tsv")), read_mane(sys.argv[1])
    patients = {r["patient"]: f"{r['karyotype'].replace(' ', '')}, gonadal dysgenesis" for r in rows}
    patients = dict(sorted(patients.items(), key=lambda item: int(item[0])))
    variants = [v for row in rows for v in variants_of(row, genes)]
    kept = [v for v in variants if not v.reasons]
    scores, dropped = published_scores(rows, genes)
    write("patients.vcf", [*header(patients), *records(kept, patients)])
    write("patients.ped", families(rows))
    write("published-scores.tsv", score_lines(scores))
    write("expected-scores.tsv", expected_lines(kept, scores))
    print_report(variants, dropped, rows)


if __name__ == "__main__":
    main()
