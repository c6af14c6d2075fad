#!/usr/bin/env python3
"""Make simulated-expression.tsv: a SIMULATED pseudobulk table, drawn with a fixed seed.

    python3 make_simulated.py MANE.GRCh38.v1.4.summary.txt.gz

Only the gene names are real. A table gene's pattern is drawn by lot; the others get the pattern
that their list names. No number comes from a measurement, so none says anything about a gene.
"""

import sys
from random import Random

from make_patients import HERE, read_mane, read_tsv, write

SEED = 20251229
CELL_TYPES = {
    "F": ["germ", "pre-granulosa", "endothelial", "mesenchymal", "coelomic"],
    "M": ["germ", "Sertoli", "fetal-Leydig", "endothelial", "mesenchymal"],
}
WEEKS = {"F": ["6", "7.5", "9", "12", "16", "21"], "M": ["8.8", "11", "12", "15", "17", "21"]}
# No cells were "sampled" there, as happens in an atlas.
MISSING = {
    ("F", "pre-granulosa", "6"),
    ("F", "coelomic", "21"),
    ("M", "fetal-Leydig", "8.8"),
    ("M", "germ", "15"),
}
OTHERS = {
    "high": "COX7C UBC UQCRB SON ACTB GAPDH RPLP0 EEF1A1 B2M TPT1 PPIA YWHAZ",
    "low": "NACA2 ABCF2 YARS2 MRPL27 TBP HPRT1 SDHA GUSB HMBS PGK1 POLR2A TFRC",
    "banded": "SOX9 FOXL2 WT1 NR5A1 AR AMH AMHR2 GATA4 DHH DMRT1 MAP3K1 STAR CYP17A1 RSPO1 WNT4",
    "sparse": "FIGLA NR5A2 SRY SOX3 NR0B1 INSL3 LHCGR FSHR",
    "silent": "OR4F5 KRTAP5-1 INS ALB",
}
LOT = ["banded"] * 4 + ["sparse"] * 4 + ["low", "silent"]


def table_genes(rng):
    """Symbol, Ensembl ID, HGNC ID and a pattern for each gene that the paper lists."""
    printed = {r["symbol"]: r for r in read_tsv(HERE / "published-scores.tsv")}
    for symbol, r in sorted(printed.items()):
        yield symbol, r["gene_id"], r["hgnc_id"], LOT[int(rng.random() * len(LOT))]


def other_genes(mane):
    for pattern, symbols in OTHERS.items():
        for symbol in symbols.split():
            if symbol not in mane:
                sys.exit(f"{symbol} is not in the MANE summary")
            yield symbol, mane[symbol].ensembl, mane[symbol].hgnc, pattern


def draw(pattern, cell_types, weeks, rng):
    """Mean of log10(1 + count) by cell type and week."""
    grid = {(c, w): 0.0 for c in cell_types for w in weeks}
    if pattern == "high":
        return {key: 1.6 + 0.6 * rng.random() for key in grid}
    if pattern == "low":
        return {key: 0.1 + 0.25 * rng.random() for key in grid}
    if pattern == "sparse":
        return {key: 0.5 * rng.random() if rng.random() < 0.08 else 0.0 for key in grid}
    return draw_bands(grid, cell_types, weeks, rng) if pattern == "banded" else grid


def draw_bands(grid, cell_types, weeks, rng):
    """One or two cell types on, rising or falling with the weeks; the rest near nothing."""
    bands = {cell_types[int(rng.random() * len(cell_types))] for _ in range(2)}
    top, slope = 0.8 + rng.random(), 2 * rng.random() - 1
    for cell_type, week in grid:
        along = weeks.index(week) / (len(weeks) - 1) - 0.5
        level = top * (1 + slope * along) if cell_type in bands else 0.03
        grid[cell_type, week] = level * (0.8 + 0.4 * rng.random())
    return grid


def rows(gene, gene_id, hgnc_id, pattern, rng):
    for condition, cell_types in CELL_TYPES.items():
        means = draw(pattern, cell_types, WEEKS[condition], rng)
        for (cell_type, week), mean in means.items():
            if (condition, cell_type, week) not in MISSING:
                cells = [gene, gene_id, hgnc_id, condition, cell_type, week]
                yield "\t".join([*cells, f"{10**round(mean, 2) - 1:.4g}"])


def lines(mane):
    rng = Random(SEED)
    yield "# SIMULATED expression, drawn by make_simulated.py with a fixed seed. Nothing here was measured."
    yield "# SIMULATED: only gene names and ids are real; mean = made-up mean count, time = week."
    yield "gene\tgene_id\thgnc_id\tcondition\tcell_type\ttime\tmean"
    for gene in [*table_genes(rng), *other_genes(mane)]:
        yield from rows(*gene, rng)


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    write("simulated-expression.tsv", lines(read_mane(sys.argv[1])))
