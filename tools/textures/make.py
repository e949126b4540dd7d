"""The textures of DRAEM's anomalies: 128 x 128 pixels of pictures in scikit-image 0.26.0 that are under CC0 1.0."""

from pathlib import Path

from skimage import color, data, io, transform, util

OUT = Path(__file__).parents[2] / "xvad-detectors/src/main/resources/io/xvad/detectors/textures"

for name, first, size in (("grass", (0, 0), 256), ("gravel", (100, 100), 256), ("chelsea", (60, 120), 200),
                          ("coffee", (80, 120), 300), ("rocket", (20, 250), 300)):
    picture = getattr(data, name)()
    crop = picture[first[0]:first[0] + size, first[1]:first[1] + size]
    small = transform.resize(crop, (128, 128), anti_aliasing=True)
    small = small if small.ndim == 3 else color.gray2rgb(small)
    io.imsave(OUT / f"{name}.png", util.img_as_ubyte(small), check_contrast=False)
