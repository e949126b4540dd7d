"""Golden values from PIL (resize), scipy (blur) and pictures of many kinds. Versions are in README.md."""
import numpy as np, PIL.Image as P
from scipy import ndimage
rng = np.random.RandomState(1)
a = ndimage.gaussian_filter(rng.rand(60, 91, 3), (2, 2, 0)); a = np.uint8((a - a.min()) / np.ptp(a) * 255)
im = P.fromarray(a); im.save("rgb.png")
np.save("down.npy", np.asarray(im.resize((32, 24), P.BILINEAR)).astype(np.int32))
np.save("up.npy", np.asarray(im.resize((150, 133), P.BILINEAR)).astype(np.int32))
np.save("blur.npy", np.float32(ndimage.gaussian_filter(a[..., 0] / 255.0, 3, truncate=4)))
g = im.convert("L"); g.save("grey.png"); im.save("rgb.bmp"); im.save("rgb.tif"); im.save("rgb.webp", lossless=True)
im.save("rgb.jpg", quality=95); im.convert("CMYK").save("cmyk.jpg", quality=95)
P.fromarray(np.uint16(a[..., 0]) * 257).save("grey16.png"); im.convert("RGBA").save("alpha.png"); g.quantize(16).save("palette.png")
e = P.Exif(); e[0x0112] = 6; im.save("turned.png", exif=e)
