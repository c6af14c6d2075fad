#!/usr/bin/env python3
"""Whether likeness to known genes tells known genes: docs/results.md has the figures.

    benches/likeness.py dsdscore scored.dsd examples/dsd-genes.tsv

Each expressed gene is scored by how like it is (Pearson's correlation of level-conditional residuals, as
`dsdscore explain` has it) to the known genes but itself: on the average, and to the five it is most like. The
figures are the mean share of other genes that a known gene stands above, with a bootstrap interval over known
genes (95 %), among all expressed genes and among the 100 nearest in level; and the same where genes drawn at
random stand for the known ones, with 5-95 % of 100 draws: among all, and each among the 100 nearest in level
to a known gene. Needs numpy.
"""

import csv
import json
import struct
import subprocess
import sys

import numpy as np

NEIGHBOURS, MATCHED, BEST, DRAWS, SAMPLES = 300, 100, 5, 100, 10_000


def sections(path):
    """The sections of a bundle by name; src/bundle/layout.rs has the layout."""
    data = open(path, "rb").read()
    found = {}
    for i in range(struct.unpack_from("<I", data, 12)[0]):
        name, start, length = struct.unpack_from("<16sQQ", data, 48 + 64 * i)
        found[name.rstrip(b"\0").decode()] = data[start : start + length]
    return found


def residuals(values):
    """How unusual values are for their gene's level; src/heatmap/residual.rs has the definition."""
    levels = np.nanmean(values, axis=1)
    order = np.argsort(levels, kind="stable")
    sorted_levels, result = levels[order], np.full(values.shape, np.nan)
    start = 0
    for rank, gene in enumerate(order):
        level = levels[gene]
        start = max(start, rank - NEIGHBOURS)
        end = lambda: start + NEIGHBOURS + 1
        while end() < len(order) and sorted_levels[end()] - level < level - sorted_levels[start]:
            start += 1
        last = min(end(), len(order)) - 1
        reach = max(level - sorted_levels[start], sorted_levels[last] - level) + 1e-9
        low, high = np.searchsorted(sorted_levels, [level - reach, level + reach])
        near = values[order[low:high][order[low:high] != gene]]
        result[gene] = (values[gene] - near.mean(axis=0)) / np.maximum(near.std(axis=0), 1e-3)
    return np.clip(result, -3, 3)


def unit(profiles):
    centred = profiles - profiles.mean(axis=1, keepdims=True)
    return centred / np.linalg.norm(centred, axis=1, keepdims=True)


def shares(scores, chosen, others):
    """Of each chosen gene the share of the others that it stands above, ties counting half."""
    ranked = [np.sort(scores[found]) for found in others]
    count = lambda all, score, side: np.searchsorted(all, score, side)
    both = lambda all, score: count(all, score, "left") + count(all, score, "right")
    return np.array([both(all, scores[gene]) / 2 / len(all) for gene, all in zip(chosen, ranked)])


def measured(units, levels, chosen):
    """Shares of the chosen genes by the mean likeness and by that to the best five: among all, of one level."""
    like = units @ units[chosen].T
    like[chosen, np.arange(len(chosen))] = np.nan
    best = -np.partition(-like, BEST, axis=1)[:, :BEST]
    rest = np.setdiff1d(np.arange(len(units)), chosen)
    all_others = [rest] * len(chosen)
    near = lambda gene: rest[np.argpartition(np.abs(levels[rest] - levels[gene]), MATCHED)[:MATCHED]]
    matched = [near(gene) for gene in chosen]
    found = {}
    for name, scores in [("mean", np.nanmean(like, axis=1)), ("best five", np.nanmean(best, axis=1))]:
        found[name, "all"] = shares(scores, chosen, all_others)
        found[name, "level"] = shares(scores, chosen, matched)
    return found


def main(program, bundle, listed):
    parts = sections(bundle)
    manifest = json.loads(parts["manifest"])
    assert manifest["atlas"]["values"] == "fractions"
    exported = subprocess.run([program, "bundle", "export", bundle], check=True, capture_output=True, text=True)
    lines = [line for line in exported.stdout.splitlines() if not line.startswith("#")]
    genes = list(csv.DictReader(lines, delimiter="\t"))
    with open(listed) as lines:
        rows = csv.DictReader((line for line in lines if not line.startswith("#")), delimiter="\t")
        known_ids = {row["gene_id"] for row in rows}
    rng, at = np.random.default_rng(1), 0
    for condition in manifest["conditions"]:
        width = len(condition["cell_types"]) * len(condition["times"])
        size = 4 * width * len(genes)
        raw = np.frombuffer(parts["matrices"][at : at + size], "<f4").reshape(len(genes), width)
        at += size
        there = ~np.isnan(raw).all(axis=0)
        raw = raw[:, there].astype(np.float64)
        assert not np.isnan(raw).any(), "values that only some genes lack are not for this script"
        values = np.arcsin(np.sqrt(raw))
        pattern = "DSD_" + condition["key"] + "_PATTERN"
        is_expressed = np.array([gene[pattern] not in ("silent", ".") for gene in genes])
        profiles, levels = residuals(values)[is_expressed], values.mean(axis=1)[is_expressed]
        units = unit(profiles)
        ids = [gene["gene_id"] for gene, kept in zip(genes, is_expressed) if kept]
        known = np.array([i for i, id in enumerate(ids) if id in known_ids])
        found = measured(units, levels, known)
        nulls = {"random": [], "random of the same level": []}
        ranked = [np.argsort(np.abs(levels - levels[gene]), kind="stable")[: MATCHED + 1] for gene in known]
        for _ in range(DRAWS):
            drawn = rng.choice(len(units), len(known), replace=False)
            nulls["random"].append(measured(units, levels, drawn))
            matched = np.unique([rng.choice(near[1:]) for near in ranked])
            nulls["random of the same level"].append(measured(units, levels, matched))
        print(f"{condition['key']}: {len(known)} known genes among {len(units)} expressed ones")
        for key, one in found.items():
            again = rng.choice(one, (SAMPLES, len(one))).mean(axis=1)
            low, high = np.percentile(again, [2.5, 97.5])
            words = [f"{one.mean():.3f} [{low:.3f}, {high:.3f}]"]
            for name, draws in nulls.items():
                means = [draw[key].mean() for draw in draws]
                low, high = np.percentile(means, [5, 95])
                words.append(f"{name} {np.mean(means):.3f} ({low:.3f}-{high:.3f})")
            print(f"  {key[0]}, among {key[1]}: " + "; ".join(words))


if __name__ == "__main__":
    main(*sys.argv[1:])
