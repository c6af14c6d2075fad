"""Prints what PyTorch 2.15 gives for the tests of src/train/fit: schedules, losses, optimisers."""

import torch
import torch.nn.functional as F
from torch.optim import SGD, Adam, AdamW, RMSprop
from torch.optim.lr_scheduler import CosineAnnealingLR, ReduceLROnPlateau


def rates(make, losses):
    optimiser = SGD([torch.nn.Parameter(torch.zeros(1))], lr=0.1)
    schedule = make(optimiser)
    for loss in losses:
        optimiser.step()
        schedule.step(*([loss] if isinstance(schedule, ReduceLROnPlateau) else []))
        yield optimiser.param_groups[0]["lr"]


LOSSES = [1.0, 0.9, 0.8, 0.8, 0.85, 0.9, 0.7, 0.7, 0.71, 0.72, 0.7, 0.7]
plateau = dict(factor=0.5, patience=1, threshold=0.0, threshold_mode="abs")
print("schedule.rs")
print(list(rates(lambda o: ReduceLROnPlateau(o, **plateau), LOSSES)))
print(list(rates(lambda o: CosineAnnealingLR(o, T_max=12), LOSSES)))

print("loss.rs")
logits = [[2.0, -1.0], [0.5, 0.25], [-3.0, 1.5], [0.0, 4.0], [1.0, 1.0]]
logits = torch.tensor(logits, requires_grad=True)
labels = torch.tensor([0, 0, 1, 0, 1])
for smoothing in (0.0, 0.1):
    for weights in (None, torch.tensor([5 / 6, 5 / 4])):
        options = dict(weight=weights, label_smoothing=smoothing, reduction="sum")
        loss = F.cross_entropy(logits, labels, **options) / 5
        print(loss.item(), torch.autograd.grad(loss, logits)[0].flatten().tolist())

print("optimiser.rs")
points = torch.tensor([[1.0, 2.0], [-1.0, 0.5], [0.25, -2.0], [3.0, 1.0]])
labels = torch.tensor([1, 0, 0, 1])
for make, options in [
    (SGD, dict(weight_decay=0.01)),
    (SGD, dict(momentum=0.9, weight_decay=0.01)),
    (SGD, dict(momentum=0.9, nesterov=True)),
    (Adam, dict(weight_decay=0.01)),
    (AdamW, dict(weight_decay=0.01)),
    (RMSprop, dict(weight_decay=0.01)),
]:
    layer = torch.nn.Linear(2, 2)
    with torch.no_grad():
        layer.weight.copy_(torch.tensor([[0.1, -0.2], [0.3, 0.4]]))
        layer.bias.zero_()
    optimiser = make(layer.parameters(), lr=0.1, **options)
    for _ in range(4):
        optimiser.zero_grad()
        F.cross_entropy(layer(points), labels).backward()
        optimiser.step()
    print(layer.weight.detach().t().flatten().tolist() + layer.bias.tolist())
