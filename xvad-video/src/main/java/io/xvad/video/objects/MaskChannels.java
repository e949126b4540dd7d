package io.xvad.video.objects;

import java.util.List;
import java.util.Objects;

/** How many numbers of each row belong to a mask, of a network that also gives masks: as many as that output of rank 4 has channels. */
final class MaskChannels {

    private MaskChannels() {}

    static int of(NetworkProbe probe) {
        List<String> maps = probe.ofRank(4);
        return maps.size() == 1
                ? Objects.requireNonNull(probe.outputs().get(maps.get(0))).size(1)
                : 0;
    }
}
