"""Golden values of PyTorch's interpolation: python interpolation.py. Versions are in README.md."""
import numpy as np, torch
import torch.nn.functional as F
plane = torch.rand(1, 1, 11, 14, generator=torch.Generator().manual_seed(5))
np.save("interpolation-plane.npy", plane[0, 0].numpy())
for name, size in {"small": (4, 5), "large": (23, 31)}.items():
    np.save(f"bicubic-{name}.npy", F.interpolate(plane, size, mode="bicubic", antialias=True, align_corners=False).clamp(0, 1)[0, 0].numpy())
    np.save(f"bicubic-of-four-{name}.npy", F.interpolate(plane, size, mode="bicubic", align_corners=False).clamp(0, 1)[0, 0].numpy())
np.save("corner-aligned.npy", F.interpolate(plane, (23, 31), mode="bilinear", align_corners=True)[0, 0].numpy())
