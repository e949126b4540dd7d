"""Writes images whose regions LargeImageFileTest reads: 70 x 90, smooth colours with noise.
The versions are written beside the files."""
import pathlib, sys
import numpy, PIL, tifffile
from PIL import Image

out = pathlib.Path(sys.argv[1])
rng = numpy.random.default_rng(7)
y, x, c = numpy.mgrid[0:70, 0:90, 0:3]
rgb = (110 + 60 * numpy.sin(x / 9 + c) * numpy.cos(y / 7) + rng.integers(0, 30, x.shape)).astype("uint8")
grey16 = (rgb[..., 0].astype("uint16") << 7) + rng.integers(0, 128, rgb.shape[:2]).astype("uint16")
tifffile.imwrite(out / "big-tiled.tif", rgb, bigtiff=True, tile=(16, 32), photometric="rgb", compression="zlib")
tifffile.imwrite(out / "big-striped.tif", grey16, bigtiff=True, rowsperstrip=7)
tifffile.imwrite(out / "tiled.tif", grey16, tile=(32, 16), compression="zlib", predictor=True)
tifffile.imwrite(out / "striped.tif", rgb, rowsperstrip=9, photometric="rgb", compression="zlib")
tifffile.imwrite(out / "planar.tif", numpy.moveaxis(rgb, 2, 0), photometric="rgb", planarconfig="separate", rowsperstrip=5)
tifffile.imwrite(out / "float.tif", (rgb[..., 1] / 300).astype("float32"), tile=(16, 16))
Image.fromarray(rgb).save(out / "progressive.jpg", quality=90, progressive=True)
exif = Image.Exif()
exif[274] = 6
Image.fromarray(rgb).save(out / "turned.jpg", quality=90, subsampling=2, exif=exif)
(out / "versions.txt").write_text(
    f"golden/regions.py; tifffile {tifffile.__version__}, Pillow {PIL.__version__}, numpy {numpy.__version__}\n"
)
