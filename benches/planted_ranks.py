#!/usr/bin/env python3
"""At which ranks planted genes came out, for rank-planted.sh.

  planted_ranks.py ranks FOLDER NUMBER       NUMBER.ranks, of the tables that `dsdscore rank` wrote
  planted_ranks.py table FOLDER BACKGROUNDS  Markdown, of all ranks
"""

import json
import math
import random
import sys
from collections import defaultdict
from pathlib import Path

from planted import CONTIGS, is_loss, read_cases

ORDERS = ["clinical", "clinical, gene taken out", "paper", "percentile", "input"]


def read_ranks(path, truth, ranks):
    """Adds, for each sample, the rank of its planted gene (none if it is no candidate) and how many there are."""
    found, counts = {}, defaultdict(int)
    with open(path) as lines:
        rows = (line.rstrip("\n").split("\t") for line in lines if not line.startswith("##"))
        columns = next(rows)
        sample, rank, symbol = (columns.index(name) for name in ("sample", "rank", "symbol"))
        for row in rows:
            place = int(row[rank])
            counts[row[sample]] = max(counts[row[sample]], place)
            if truth[row[sample]] == row[symbol]:
                found.setdefault(row[sample], place)
    for name, count in counts.items():
        ranks[name].append((found.get(name), count))


def input_order(path, truth, ranks):
    """The same in the order in which the input first names the genes."""
    first, seen = defaultdict(dict), {}
    with open(path) as lines:
        rows = (line.rstrip("\n").split("\t") for line in lines if not line.startswith("##"))
        columns = next(rows)
        sample, symbol, chrom, pos = (columns.index(name) for name in ("sample", "symbol", "chrom", "pos"))
        for row in rows:
            place = CONTIGS.index(row[chrom].removeprefix("chr")), int(row[pos])
            seen = first[row[sample]]
            seen[row[symbol]] = min(seen.get(row[symbol], place), place)
    for name, seen in first.items():
        order = sorted(seen, key=seen.get)
        rank = order.index(truth[name]) + 1 if truth[name] in seen else None
        ranks[name].append((rank, len(order)))


def write_ranks(folder, number):
    """NUMBER.ranks: by order and sample, the rank and how many genes there are."""
    truth = dict(line.split() for line in (folder / f"{number}.truth").read_text().splitlines())
    results = {order: defaultdict(list) for order in ORDERS}
    for order in ("clinical", "paper", "percentile"):
        read_ranks(folder / f"{number}.{order}.tsv", truth, results[order])
    input_order(folder / f"{number}.percentile.tsv", truth, results["input"])
    for path in sorted(folder.glob(f"{number}.without.*.tsv")):
        read_ranks(path, truth, results[ORDERS[1]])
    (folder / f"{number}.ranks").write_text(json.dumps(results))


def read_results(folder, backgrounds):
    """Ranks by order and sample, of all backgrounds."""
    results = {order: defaultdict(list) for order in ORDERS}
    for number in range(1, backgrounds + 1):
        for order, ranks in json.loads((folder / f"{number}.ranks").read_text()).items():
            for name, found in ranks.items():
                results[order][name] += found
    return results


def measures(ranks):
    """Median rank, shares in the top 1, 5 and 10 and of the top tenth, and the mean share of genes below."""
    found = sorted(rank if rank is not None else count + 1 for rank, count in ranks)
    total = len(ranks)
    at_most = [sum(rank <= top for rank in found) / total for top in (1, 5, 10)]
    tenth = sum(rank is not None and rank <= math.ceil(count / 10) for rank, count in ranks) / total
    below = sum((count - rank) / max(count - 1, 1) for rank, count in ranks if rank is not None) / total
    return [float(found[total // 2]), *at_most, tenth, below]


def intervals(by_gene, draws=1000):
    """95 % intervals of the measures: genes drawn anew."""
    rng, genes = random.Random(1), sorted(by_gene)
    drawn = []
    for _ in range(draws):
        chosen = rng.choices(genes, k=len(genes))
        drawn.append(measures([rank for gene in chosen for rank in by_gene[gene]]))
    return [(column[draws // 40], column[-draws // 40 - 1]) for column in map(sorted, zip(*drawn))]


def row(name, results, cases, chosen, end=""):
    by_gene = defaultdict(list)
    for case in chosen:
        by_gene[cases[case][0]["symbol"]] += results[case + end]
    values = measures([rank for ranks in by_gene.values() for rank in ranks])
    bounds = intervals(by_gene)
    median = f"{values[0]:.0f} [{bounds[0][0]:.0f}, {bounds[0][1]:.0f}]"
    shares = [f"{100 * v:.0f} [{100 * low:.0f}, {100 * high:.0f}]" for v, (low, high) in zip(values[1:5], bounds[1:5])]
    below = f"{values[5]:.2f} [{bounds[5][0]:.2f}, {bounds[5][1]:.2f}]"
    print("| " + " | ".join([name, median, *shares, below]) + " |")


def is_dominant(rows):
    return len(rows) == 1 and rows[0]["zygosity"] == "het"


def print_table(folder, backgrounds):
    cases, results = read_cases(), read_results(folder, backgrounds)
    groups = {
        "all": list(cases),
        "loss of function": [name for name in cases if is_loss(cases[name])],
        "missense": [name for name in cases if not is_loss(cases[name])],
        "46,XY": [name for name in cases if cases[name][0]["karyotype"] == "46,XY"],
        "46,XX": [name for name in cases if cases[name][0]["karyotype"] == "46,XX"],
        "one heterozygous variant": [name for name in cases if is_dominant(cases[name])],
        "homozygous, hemizygous or compound": [name for name in cases if not is_dominant(cases[name])],
    }
    for group, chosen in groups.items():
        count = len({cases[name][0]["symbol"] for name in chosen})
        print(f"\n{group}: {len(chosen)} cases of {count} genes, {backgrounds} backgrounds each\n")
        print("| order | median rank | top 1, % | top 5, % | top 10, % | top tenth, % | genes below |")
        print("| --- | --- | --- | --- | --- | --- | --- |")
        for order in ORDERS:
            row(order, results[order], cases, chosen)
            if order != ORDERS[1]:
                row(f"random genes, {order}", results[order], cases, chosen, ".random")


def main():
    task, folder = sys.argv[1], Path(sys.argv[2])
    {"ranks": write_ranks, "table": print_table}[task](folder, int(sys.argv[3]))


if __name__ == "__main__":
    main()
