#!/usr/bin/env python3
"""Which measure of phenotypic similarity finds the causal gene of published patients.

    pip install numpy
    python benches/phenotype-measures.py HPO STORE

HPO is a folder with hp.obo, phenotype.hpoa and genes_to_phenotype.txt; STORE a folder with the phenopackets
of https://github.com/monarch-initiative/phenopacket-store (notebooks/*/phenopackets/*.json). One patient of
each gene is drawn. Annotations that are known from the patient's own publication alone are left out. Of
each patient all genes with phenotypes are ranked by all terms, and by 3 or 5 that are drawn; ties share
the mean place.

This is no part of the program: it shows what `dsdscore rank` computes ("normalised") beside what it could
compute as well.
"""

import json
import math
import random
import sys
from collections import defaultdict
from pathlib import Path

import numpy as np

ROOT = "HP:0000118"


def ontology(path):
    """Parents of current terms, and what other numbers mean."""
    parents, other = {}, {}
    for stanza in path.read_text(encoding="utf-8").split("\n\n"):
        if not stanza.startswith("[Term]"):
            continue
        tags = defaultdict(list)
        for line in stanza.splitlines()[1:]:
            tag, _, value = line.partition(": ")
            tags[tag].append(value.split(" ")[0])
        term = tags["id"][0]
        if "true" in tags["is_obsolete"]:
            if tags["replaced_by"]:
                other[term] = tags["replaced_by"][0]
            continue
        parents[term] = tags["is_a"]
        for alternate in tags["alt_id"]:
            other.setdefault(alternate, term)
    return parents, other


class Hpo:
    def __init__(self, folder):
        parents, self.other = ontology(folder / "hp.obo")
        self.terms = sorted(parents)
        self.place = {term: place for place, term in enumerate(self.terms)}
        self.above = {}
        for term in self.terms:
            self._climb(term, parents)
        below = defaultdict(list)
        for term in self.terms:
            for above in self.above[term]:
                below[above].append(self.place[term])
        self.below = {term: np.array(places) for term, places in below.items()}
        self._read_diseases(folder / "phenotype.hpoa")
        self._weigh(parents)
        self._read_genes(folder / "genes_to_phenotype.txt")

    def _climb(self, term, parents):
        if term not in self.above:
            found = {term}
            for parent in parents[term]:
                found |= self._climb(parent, parents)
            self.above[term] = found
        return self.above[term]

    def current(self, term):
        term = self.other.get(term, term)
        return term if ROOT in self.above.get(term, ()) else None

    def _read_diseases(self, path):
        lines = [line for line in path.read_text().splitlines() if not line.startswith("#")]
        found = defaultdict(lambda: defaultdict(set))
        for line in lines[1:]:
            disease, _, qualifier, term, references, _, _, frequency, *_ = line.split("\t")
            is_none = frequency.startswith("0/") or frequency in ("HP:0040285", "0%")
            term = self.current(term)
            if qualifier != "NOT" and not is_none and term:
                found[disease][term].update(references.split(";"))
        self.diseases = sorted(found)
        self.starts, flat, self.alone = [], [], defaultdict(list)
        for disease in self.diseases:
            self.starts.append(len(flat))
            for term, references in found[disease].items():
                if len(references) == 1:
                    self.alone[next(iter(references))].append(len(flat))
                flat.append(self.place[term])
        self.flat, self.starts = np.array(flat), np.array(self.starts)
        self.of_disease = [set().union(*(self.above[t] for t in found[d])) for d in self.diseases]

    def _weigh(self, parents):
        counts = np.zeros(len(self.terms))
        for terms in self.of_disease:
            for term in terms:
                counts[self.place[term]] += 1
        self.information = np.zeros(len(self.terms))
        for term in sorted(self.terms, key=lambda term: len(self.above[term])):
            place = self.place[term]
            if counts[place]:
                self.information[place] = math.log(len(self.diseases) / counts[place])
            elif parents[term]:
                above = [self.information[self.place[parent]] for parent in parents[term]]
                self.information[place] = max(above)

    def _read_genes(self, path):
        place = {disease: at for at, disease in enumerate(self.diseases)}
        found = defaultdict(set)
        for line in path.read_text().splitlines()[1:]:
            fields = line.split("\t")
            if fields[5] in place:
                found[fields[1]].add(place[fields[5]])
        self.genes = {gene: at for at, gene in enumerate(sorted(found))}
        diseases = [sorted(found[gene]) for gene in self.genes]
        self.gene_diseases = np.concatenate(diseases)
        self.gene_starts = np.cumsum([0] + [len(d) for d in diseases[:-1]])

    def shared(self, term):
        """What each term has in common with this one: Resnik's information."""
        shared = np.zeros(len(self.terms))
        information = lambda above: self.information[self.place[above]]
        for above in sorted(self.above[term], key=information):
            shared[self.below[above]] = information(above)
        return shared

    def measures(self, terms, left_out):
        """Of each disease the similarity by each measure."""
        own = np.array([self.information[self.place[term]] for term in terms])
        shared = np.array([self.shared(term)[self.flat] for term in terms])
        shared[:, left_out] = 0
        kept = np.ones(len(self.flat))
        kept[left_out] = 0
        theirs = self.information[self.flat]
        total = lambda values: np.add.reduceat(values, self.starts)
        best = np.maximum.reduceat(shared, self.starts, axis=1)
        count = np.maximum(total(kept), 1)
        one_way = best.sum(0) / own.sum()
        back = total(shared.max(0)) / np.maximum(total(kept * theirs), 1e-9)
        lin = 2 * shared / np.maximum(own[:, None] + theirs, 1e-9)
        lin_best = np.maximum.reduceat(lin, self.starts, axis=1).mean(0)
        return {
            "patient to disease (Resnik)": one_way,
            "symmetric (Resnik)": (best.mean(0) + total(shared.max(0)) / count) / 2,
            "symmetric (Resnik), normalised": (one_way + back) / 2,
            "symmetric (Lin)": (lin_best + total(lin.max(0)) / count) / 2,
        }

    def place_of(self, gene, of_diseases):
        scores = np.maximum.reduceat(of_diseases[self.gene_diseases], self.gene_starts)
        own = scores[self.genes[gene]]
        return (scores > own).sum() + ((scores == own).sum() - 1) / 2 + 1


def causal_gene(packet):
    for interpretation in packet.get("interpretations", []):
        for found in interpretation["diagnosis"].get("genomicInterpretations", []):
            variant = found.get("variantInterpretation", {}).get("variationDescriptor", {})
            if "geneContext" in variant:
                return variant["geneContext"]["symbol"]
    return None


def patients(store, hpo):
    """One of each gene: the gene, the terms, the publication."""
    by_gene = defaultdict(list)
    for path in sorted(store.glob("**/phenopackets/*.json")):
        by_gene[path.parent.parent.name].append(path)
    for paths in by_gene.values():
        path = random.choice(paths)
        packet = json.loads(path.read_text())
        features = packet.get("phenotypicFeatures", [])
        present = [f["type"]["id"] for f in features if not f.get("excluded")]
        terms = sorted({hpo.current(term) for term in present} - {None})
        gene, parts = causal_gene(packet), path.name.split("_")
        if gene in hpo.genes and terms:
            yield gene, terms, f"{parts[0]}:{parts[1]}"


def main():
    hpo = Hpo(Path(sys.argv[1]))
    random.seed(1)
    places = defaultdict(list)
    for gene, terms, publication in patients(Path(sys.argv[2]), hpo):
        left_out = hpo.alone.get(publication, [])
        for most in (3, 5, None):
            drawn = random.sample(terms, min(most or len(terms), len(terms)))
            for name, values in hpo.measures(drawn, left_out).items():
                places[most or "all", name].append(hpo.place_of(gene, values))
    print("| terms | measure | patients | median rank | top 1 | top 10 | top 5 % |")
    print("| --- | --- | --- | --- | --- | --- | --- |")
    for (most, name), found in places.items():
        found = np.array(found)
        shares = [(found <= top).mean() for top in (1, 10, 0.05 * len(hpo.genes))]
        shown = " | ".join(f"{100 * share:.0f} %" for share in shares)
        print(f"| {most} | {name} | {len(found)} | {np.median(found):.0f} | {shown} |")


if __name__ == "__main__":
    main()
