"""The peer of benches/atlas.sh: scanpy's means of a .h5ad file by condition, cell type and time."""

import sys

import scanpy

atlas = scanpy.read_h5ad(sys.argv[1])
atlas.obs["week"] = atlas.obs["time"].astype(str).astype("category")
means = scanpy.get.aggregate(atlas, by=["condition", "cell_type", "week"], func="mean")
print(means.shape, float(means.layers["mean"].sum()))
