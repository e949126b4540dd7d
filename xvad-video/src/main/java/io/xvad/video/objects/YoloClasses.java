package io.xvad.video.objects;

import java.util.List;
import java.util.Map;

/** What the classes of an export are called that counts them from 0. */
final class YoloClasses {

    private static final int COCO = 80;

    private YoloClasses() {}

    /**
     * The names in its metadata; or COCO's, if it has as many classes or does not tell how many.
     *
     * @param count how many classes it has; 0 if that is not known
     */
    static ClassNames of(NetworkProbe probe, int count) {
        List<String> names = ExportMetadata.names(probe.signature());
        if (!names.isEmpty()) {
            return ClassNames.numbered(names);
        }
        return count == 0 || count == COCO ? ClassNames.COCO : new ClassNames(Map.of());
    }
}
