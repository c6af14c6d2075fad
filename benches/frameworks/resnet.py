#!/usr/bin/env python3
"""Seconds of CPU and wall time for each training step of torchvision's ResNet-50."""

import sys
import time

import torch
import torchvision

torch.set_num_threads(2)
network = torchvision.models.resnet50(num_classes=2).train()
optimiser = torch.optim.SGD(network.parameters(), lr=0.01, momentum=0.9)
images, labels = torch.rand(32, 3, 100, 50), torch.arange(32) % 2
for _ in range(int(sys.argv[1]) if len(sys.argv) > 1 else 4):
    cpu, wall = time.process_time(), time.perf_counter()
    loss = torch.nn.functional.cross_entropy(network(images), labels)
    optimiser.zero_grad()
    loss.backward()
    optimiser.step()
    cpu, wall = time.process_time() - cpu, time.perf_counter() - wall
    print(f"loss {loss.item():.4f}\t{cpu:.2f} CPU s\t{wall:.2f} s")
