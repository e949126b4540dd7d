package io.xvad.core.explain;

import io.xvad.core.Image;
import io.xvad.core.NormalPatch;
import io.xvad.core.Region;
import java.util.List;

/**
 * The normal training patches that come nearest to an anomalous region.
 *
 * @param region the region
 * @param queryCrop the region as the detector saw it
 * @param patches the nearest normal patches, nearest first
 */
public record NearestNormal(Region region, Image queryCrop, List<NormalPatch> patches) implements Evidence {

    public NearestNormal {
        patches = List.copyOf(patches);
    }
}
