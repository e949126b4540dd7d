package io.xvad.video.dataset;

import java.util.List;
import java.util.stream.Stream;

/**
 * The anomalous frames of the twelve test clips of Ped2, as UCSD lists them in {@code UCSDped2.m} of
 * {@code UCSD_Anomaly_Dataset.v1p2} (Mahadevan et al., 2010). The {@code ped2.mat} that goes around with re-releases of the
 * frames starts several of them at frame 5.
 */
final class UcsdPed2 {

    private static final int[][] FIRST_AND_LAST = {
        {61, 180}, {95, 180}, {1, 146}, {31, 180}, {1, 129}, {1, 159}, {46, 180}, {1, 180}, {1, 120}, {1, 150},
        {1, 180}, {88, 180}
    };

    private UcsdPed2() {}

    static List<List<Interval>> anomalousFrames() {
        return Stream.of(FIRST_AND_LAST)
                .map(clip -> List.of(Interval.inclusiveFromOne(clip[0], clip[1])))
                .toList();
    }
}
