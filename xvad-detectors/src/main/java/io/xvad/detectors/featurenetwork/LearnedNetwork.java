package io.xvad.detectors.featurenetwork;

import io.xvad.core.model.Provenance;
import io.xvad.core.model.SavedNetwork;
import io.xvad.detectors.features.MapPainter;
import io.xvad.detectors.features.PatchExtractor;
import io.xvad.detectors.restoration.NormalImages;

/**
 * A network on features as training makes it or a model file holds it.
 *
 * @param extractor gives the features
 * @param standardisation of the features, before they go into the network
 * @param saved the network
 * @param painter makes the map of its scores
 * @param normals a few normal images
 * @param provenance where it came from
 */
public record LearnedNetwork(
        PatchExtractor extractor,
        Standardisation standardisation,
        SavedNetwork saved,
        MapPainter painter,
        NormalImages normals,
        Provenance provenance) {}
