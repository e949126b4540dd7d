package io.xvad.video.objects;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A raw YOLO: a box for each cell, or three, of grids of 8, 16 and 32 pixels, and perhaps 64. By Megvii's YOLOX (Ge et al. 2021),
 * middles are relative to the cell and sizes are logarithms, in cells; the others have pixels. Which it is shows in what it gives for a
 * grey image: of undecoded boxes the middles do not follow the cells.
 */
final class GridForm implements ExportForm {

    /** COCO's person with its 17 keypoints: where nothing else is said, this is no network of 52 classes. */
    private static final int PERSON_WITH_KEYPOINTS = 4 + 1 + 17 * 3;

    private static final int ON_COCO = 4 + 80;

    @Override
    public String looks() {
        return "raw YOLO: one output (1, N, 5 + C), (1, 4 + C, N) or (1, N, 4 + C), or of YOLO-pose (1, 5 + 3 K, N), with N boxes of"
                + " grids of 8, 16 and 32 pixels; YOLOX: (1, N, 5 + C)";
    }

    @Override
    public Optional<Decoding> recognise(NetworkProbe probe) {
        List<String> names = probe.ofRank(3);
        if (names.size() != 1 || isTurned(probe)) {
            return Optional.empty();
        }
        return BoxGrid.of(probe, names.get(0)).flatMap(grid -> decoding(probe, grid));
    }

    /** Rotated boxes have an angle, which would be taken for a class. */
    private static boolean isTurned(NetworkProbe probe) {
        return ExportMetadata.task(probe.signature()).equals("obb");
    }

    private static Optional<Decoding> decoding(NetworkProbe probe, BoxGrid grid) {
        if (grid.anchors() > 1) {
            return plain(probe, grid, "YOLOv5 or v7, raw", true);
        }
        int classes = ExportMetadata.names(probe.signature()).size();
        int afterBox = grid.columns() - 4 - MaskChannels.of(probe);
        boolean named = classes > 0;
        if (grid.columnsFirst() || named && afterBox != 1 + classes) {
            return anchorFree(probe, grid, named ? classes : 0);
        }
        if (!grid.isDecoded(probe)) {
            return yolox(probe, grid);
        }
        if (!named && (grid.columns() == ON_COCO || grid.columns() == PERSON_WITH_KEYPOINTS)) {
            return anchorFree(probe, grid, 0);
        }
        return grid.allHaveObjects(probe) ? plain(probe, grid, "YOLOv6, raw", true) : yolox(probe, grid);
    }

    private static Optional<Decoding> yolox(NetworkProbe probe, BoxGrid grid) {
        int classes = grid.columns() - 5;
        return classes < 1
                ? Optional.empty()
                : Optional.of(new Decoding(
                        grid.isDecoded(probe) ? "YOLOX" : "YOLOX, raw",
                        ImageInput.yolox(probe.shape()),
                        YoloClasses.of(probe, classes),
                        false,
                        new GridReader(grid, !grid.isDecoded(probe), true, classes, KeypointLayout.NONE)));
    }

    private static Optional<Decoding> plain(NetworkProbe probe, BoxGrid grid, String form, boolean objectness) {
        int classes = grid.columns() - 5 - MaskChannels.of(probe);
        return classes < 1
                ? Optional.empty()
                : Optional.of(new Decoding(
                        form,
                        ImageInput.yolo(probe.shape()),
                        YoloClasses.of(probe, classes),
                        false,
                        new GridReader(grid, false, objectness, classes, KeypointLayout.NONE)));
    }

    /** YOLOv8 and later. */
    private static Optional<Decoding> anchorFree(NetworkProbe probe, BoxGrid grid, int named) {
        int afterBox = grid.columns() - 4 - MaskChannels.of(probe);
        boolean pose = named > 0 ? named < afterBox : grid.columns() == PERSON_WITH_KEYPOINTS;
        int unnamed = pose ? 1 : afterBox;
        int classes = named > 0 ? named : unnamed;
        KeypointLayout keypoints = KeypointLayout.of(probe, afterBox - classes);
        if (classes < 1 || !keypoints.fits()) {
            return Optional.empty();
        }
        ClassNames names = pose && named == 0 ? ClassNames.numbered(List.of("person")) : YoloClasses.of(probe, classes);
        return Optional.of(new Decoding(
                keypoints.numbers() > 0 ? "YOLO-pose, raw" : "YOLOv8 or later, raw",
                ImageInput.yolo(probe.shape()),
                Objects.requireNonNull(names),
                false,
                new GridReader(grid, false, false, classes, keypoints)));
    }
}
