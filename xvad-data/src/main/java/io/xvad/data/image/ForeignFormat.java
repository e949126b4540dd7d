package io.xvad.data.image;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** A kind of file that is taken for an image but not read: how to recognise it, and what to tell its owner. */
enum ForeignFormat {
    AVIF("is an AVIF (AV1) image" + Advice.CONVERT, "....ftypavif", "....ftypavis"),
    HEIC("is a HEIC photo" + Advice.CONVERT, "....ftyphe", "....ftypmif1", "....ftypmsf1"),
    CANON_RAW("is a camera raw file (Canon)" + Advice.DEVELOP, "....ftypcrx ", "II*\0\u0010\0\0\0CR"),
    RAW("is a camera raw file" + Advice.DEVELOP, "IIRO", "IIRS", "MMOR", "IIU\0", "FUJIFILMCCD-RAW"),
    VIDEO(
            "is a video, not an image; give it to a model of videos, or take frames out of it",
            "....ftyp",
            "\u001aE\u00df\u00a3",
            "RIFF....AVI "),
    JPEG_2000(
            "is a JPEG 2000 image, which is not read without an ImageIO plug-in for it on the class path; add one, or convert it to"
                    + " PNG, JPEG or TIFF",
            "\0\0\0\fjP  ",
            "\u00ffO\u00ffQ"),
    JPEG_XL("is a JPEG XL image" + Advice.CONVERT, "\0\0\0\fJXL ", "\u00ff\n"),
    JPEG_XR("is a JPEG XR image" + Advice.CONVERT, "II\u00bc"),
    PSD("is a Photoshop file" + Advice.CONVERT, "8BPS"),
    NETPBM("is a PBM, PGM or PPM image" + Advice.CONVERT, "P1", "P2", "P3", "P4", "P5", "P6", "P7"),
    PFM("is a PFM image" + Advice.CONVERT, "PF\n", "Pf\n", "PF\r", "Pf\r"),
    OPEN_EXR("is an OpenEXR image" + Advice.CONVERT, "v/1\u0001"),
    RADIANCE("is a Radiance HDR image" + Advice.CONVERT, "#?RADIANCE", "#?RGBE"),
    ICON("is an icon file" + Advice.CONVERT, "\0\0\u0001\0", "\0\0\u0002\0"),
    DDS("is a DDS texture" + Advice.CONVERT, "DDS "),
    FITS("is a FITS file" + Advice.CONVERT, "SIMPLE  ="),
    NUMPY("is a NumPy array" + Advice.CONVERT, "\u0093NUMPY"),
    HDF5("is an HDF5 file" + Advice.CONVERT, "\u0089HDF\r\n"),
    PDF("is a PDF document" + Advice.CONVERT, "%PDF"),
    ARCHIVE("is an archive, not an image; unpack it", "PK\u0003\u0004", "\u001f\u008b", "7z\u00bc\u00af", "Rar!"),
    APPLE_DOUBLE("holds macOS attributes of another file, not an image; delete it", "\0\u0005\u0016\u0007"),
    GIT_LFS("is a pointer of Git LFS, not the image itself; fetch it with: git lfs pull", "version https://git-lfs");

    private final String words;
    private final List<String> beginnings;

    ForeignFormat(String words, String... beginnings) {
        this.words = words;
        this.beginnings = List.of(beginnings);
    }

    private static final class Advice {
        static final String CONVERT = ", which is not read; convert it to PNG, JPEG or TIFF";
        static final String DEVELOP = ", which is not read; develop it to 16-bit TIFF or PNG";
        static final String READ = "not a PNG, JPEG, BMP, GIF, TIFF or WebP image";
    }

    boolean matches(String head) {
        return beginnings.stream().anyMatch(beginning -> ImageFormat.begins(head, beginning));
    }

    /** Whether a plug-in on the class path may be asked to read a file: one that may be an image, but not a camera's raw one. */
    static boolean mayBeAnImage(String head) {
        return Arrays.stream(values())
                .filter(format -> format.matches(head))
                .findFirst()
                .map(format -> format == JPEG_2000 || format.words.endsWith(Advice.CONVERT))
                .orElse(true);
    }

    /** What a file is of which these are the first bytes, and what to do. */
    static String describe(String head) {
        if (isAvif(head)) {
            return AVIF.words;
        }
        return Arrays.stream(values())
                .filter(format -> format.matches(head))
                .findFirst()
                .map(format -> format.words)
                .orElseGet(() -> unnamed(head));
    }

    /** An AVIF file may call itself a HEIF file that AVIF readers can take. */
    private static boolean isAvif(String head) {
        if (!ImageFormat.begins(head, "....ftyp")) {
            return false;
        }
        int end = Math.min(head.length(), head.charAt(2) << 8 | head.charAt(3));
        return head.substring(0, Math.max(8, end)).contains("avif");
    }

    private static String unnamed(String head) {
        String start = head.stripLeading().toLowerCase(Locale.ROOT);
        if (start.startsWith("<!doctype html") || start.startsWith("<html")) {
            return "is a web page (HTML), " + Advice.READ + "; download the image itself";
        }
        if (start.startsWith("<svg") || (start.startsWith("<?xml") && start.contains("<svg"))) {
            return "is an SVG drawing" + Advice.CONVERT;
        }
        if (start.startsWith("<?xml")) {
            return "is an XML file, " + Advice.READ;
        }
        if (head.chars().allMatch(c -> c == 0)) {
            return "holds zeros only, " + Advice.READ + "; copy it again";
        }
        if (head.chars().allMatch(c -> c >= ' ' && c != 0x7f || Character.isWhitespace(c))) {
            return "is a text file, " + Advice.READ;
        }
        return "is " + Advice.READ;
    }
}
