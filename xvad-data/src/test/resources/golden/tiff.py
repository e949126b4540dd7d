"""Writes float32 TIFF maps as other tools do, for MapFilesTest. Values: row * 1000.5 - column, 40 x 33.
The versions are written beside the files."""
import sys, pathlib
import numpy, PIL, tifffile, cv2
from PIL import Image

out = pathlib.Path(sys.argv[1])
y, x = numpy.mgrid[0:40, 0:33]
m = (y * 1000.5 - x).astype("float32")
tifffile.imwrite(out / "tifffile-plain.tiff", m)
tifffile.imwrite(out / "tifffile-deflate.tiff", m, compression="zlib")
tifffile.imwrite(out / "tifffile-lzw-predictor.tiff", m, compression="lzw", predictor=True)
tifffile.imwrite(out / "tifffile-tiled.tiff", m, tile=(16, 16))
tifffile.imwrite(out / "tifffile-bigendian.tiff", m, byteorder=">")
tifffile.imwrite(out / "tifffile-float64.tiff", m.astype("float64"))
Image.fromarray(m).save(out / "pillow.tiff")
cv2.imwrite(str(out / "opencv.tiff"), m)
(out / "versions.txt").write_text(f"golden/tiff.py; tifffile {tifffile.__version__}, Pillow {PIL.__version__}, opencv {cv2.__version__}, numpy {numpy.__version__}\n")
