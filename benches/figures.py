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


def main(folder):
    print("| evaluation | condition | negatives | genes | mean ROC-AUC ± sd over folds | collapsed |")
    print("| --- | --- | --- | --- | --- | --- |")
    for report in sorted(folder.glob("*/report.html")):
        for path in sorted(report.parent.glob("*.json")):
            evaluation = json.loads(path.read_text())
            for comparison in evaluation["comparisons"]:
                print(row(report.parent.name, evaluation, comparison))


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(Path(sys.argv[1]))
