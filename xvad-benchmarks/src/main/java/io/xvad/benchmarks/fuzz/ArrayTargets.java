package io.xvad.benchmarks.fuzz;

import io.xvad.core.AnomalyMap;
import io.xvad.core.model.Npy;
import io.xvad.data.map.MapFiles;
import io.xvad.data.map.PngScale;
import io.xvad.data.packed.CifarFile;
import io.xvad.data.packed.IdxFile;
import io.xvad.data.packed.NiftiVolume;
import io.xvad.data.packed.PackedImages;
import io.xvad.data.packed.SvhnFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Arrays, maps and files of many images. */
final class ArrayTargets {

    private static final int CIFAR_TEN = 3073;
    private static final int CIFAR_HUNDRED = 3074;

    private ArrayTargets() {}

    static List<Target> all() {
        return List.of(
                Target.binary("npy", "array.npy", Seeds.maps(), ArrayTargets::npy),
                Target.binary("map-npy", "map.npy", Seeds.maps(), MapFiles::read),
                Target.binary(
                        "map-tiff",
                        "map.tiff",
                        List.of(written("map.tiff"), Seeds.resource("float.tiff")),
                        MapFiles::read),
                Target.binary(
                                "map-png",
                                "map.png",
                                List.of(written("map.png"), Seeds.resource("grey16.png")),
                                MapFiles::read)
                        .with(Envelope.png()),
                Target.binary(
                        "idx-images", "i-idx3-ubyte", List.of(Seeds.idxImages()), file -> all(IdxFile.images(file))),
                Target.binary(
                                "idx-images-gz",
                                "i-idx3-ubyte.gz",
                                List.of(Seeds.gzip(Seeds.idxImages())),
                                file -> all(IdxFile.images(file)))
                        .with(Envelope.gzip()),
                Target.binary("idx-labels", "l-idx1-ubyte", List.of(Seeds.idxLabels()), IdxFile::labels),
                Target.binary(
                                "idx-labels-gz",
                                "l-idx1-ubyte.gz",
                                List.of(Seeds.gzip(Seeds.idxLabels())),
                                IdxFile::labels)
                        .with(Envelope.gzip()),
                Target.binary("cifar-10", "b.bin", List.of(new byte[2 * CIFAR_TEN]), file -> all(CifarFile.ten(file))),
                Target.binary(
                        "cifar-100",
                        "b.bin",
                        List.of(new byte[2 * CIFAR_HUNDRED]),
                        file -> all(CifarFile.hundred(file))),
                Target.binary("nifti", "v.nii", List.of(Seeds.nifti()), file -> all(NiftiVolume.open(file))),
                Target.binary(
                                "nifti-gz",
                                "v.nii.gz",
                                List.of(Seeds.gzip(Seeds.nifti())),
                                file -> all(NiftiVolume.open(file)))
                        .with(Envelope.gzip()),
                Target.binary("svhn", "s.mat", Seeds.resources("svhn.mat"), file -> all(SvhnFile.open(file))));
    }

    private static void npy(Path file) throws IOException {
        Npy array = Npy.read(file.toString(), Files.readAllBytes(file));
        long product = 1;
        for (int side : array.shape()) {
            product *= side;
        }
        if (array.doubles().length != product || array.floats().length != product) {
            throw new IllegalStateException("not as many values as the shape has");
        }
    }

    /** The first and the last, since there may be millions. */
    private static void all(PackedImages images) throws IOException {
        boolean packed = images.file().toString().endsWith("gz")
                || images.file().toString().endsWith("mat");
        if (!packed && images.size() > Files.size(images.file())) {
            throw new IllegalStateException(images.size() + " images are more than there are bytes");
        }
        if (images.size() > 0) {
            images.read(0);
            images.read(images.size() - 1);
        }
    }

    private static byte[] written(String name) {
        AnomalyMap map = AnomalyMap.of(3, 4, new float[] {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11});
        try {
            Path file = Files.createTempDirectory("xvad-fuzz").resolve(name);
            if (name.endsWith("png")) {
                MapFiles.writePng16(map, new PngScale(0, 11), file);
            } else {
                MapFiles.writeTiff(map, file);
            }
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
