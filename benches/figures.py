#!/usr/bin/env python3
"""Prints the figures of evaluations as Markdown: figures.py FOLDER, which has a folder for each."""

import json
import sys
from pathlib import Path


def row(name, evaluation, comparison):
    methods = [method for method in comparison["methods"] if method["pooled"]]
    cells = [f"{m['name']} {m['mean_roc_auc']:.3f} ± {m['sd_roc_auc']:.3f}" for m in methods]
    collapsed = sum(fold["collapse"] is not None for fold in methods[0]["folds"])
    genes = f"{comparison['positives_count']} + {comparison['negatives_count']}"
    what = [name, evaluation["condition"], comparison["negatives"], genes]
    return "| " + " | ".join([*what, ", ".join(cells), str(collapsed)]) + " |"


def placed(name, evaluation):
    """The methods that placed known genes among all, with intervals, nulls and the top shares."""
    everything = evaluation["everything"]
    for method in everything["methods"]:
        worth = method["evaluation"]
        cells = [name, evaluation["condition"], method["name"]]
        for contrast in worth["contrasts"]:
            low, high = contrast["auc_ci"]
            cell = f"{contrast['auc']:.3f} [{low:.2f}, {high:.2f}]"
            if contrast["null_auc"] is not None:
                low, high = contrast["null_range"]
                cell += f"; {contrast['null_auc']:.2f} ({low:.2f}-{high:.2f})"
            cells.append(cell)
        cells.append(" / ".join(f"{share['recall'] * worth['known_genes']:.0f}" for share in worth["top"]))
        print("| " + " | ".join(cells) + " |")


def main(folder):
    jsons = [path for report in sorted(folder.glob("*/report.html")) for path in sorted(report.parent.glob("*.json"))]
    evaluations = [(path.parent.name, json.loads(path.read_text())) for path in jsons]
    for name, evaluation in evaluations:
        if evaluation["everything"]:
            names = [contrast["name"] for contrast in evaluation["everything"]["methods"][0]["evaluation"]["contrasts"]]
            header = ["evaluation", "condition", "method", *names, "in the top 1 / 5 / 10 %"]
            print("| " + " | ".join(header) + " |", "| --- " * len(header) + "|", sep="\n")
            placed(name, evaluation)
            print()
    print("| evaluation | condition | negatives | genes | mean ROC-AUC ± sd over folds | collapsed |")
    print("| --- | --- | --- | --- | --- | --- |")
    for name, evaluation in evaluations:
        for comparison in evaluation["comparisons"]:
            print(row(name, evaluation, comparison))


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(Path(sys.argv[1]))
