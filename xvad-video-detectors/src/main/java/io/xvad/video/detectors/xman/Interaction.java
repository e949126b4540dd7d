package io.xvad.video.detectors.xman;

import io.xvad.core.Box;
import io.xvad.video.detectors.objects.ObjectMeasures;
import io.xvad.video.detectors.objects.PairShares;
import io.xvad.video.detectors.objects.SceneFrame;
import io.xvad.video.relations.SceneObject;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What an object does with another in a frame.
 *
 * @param subject the object
 * @param measures what else is measured of it
 * @param pair it and the other; empty if it is related to none
 * @param frameHeight in pixels
 */
record Interaction(SceneObject subject, ObjectMeasures measures, Optional<PairShares> pair, int frameHeight) {

    /** All pairs that are related, and every object that is related to none, with no interaction. */
    static List<Interaction> in(SceneFrame frame) {
        int height = frame.frame().image().height();
        List<Interaction> all = new ArrayList<>();
        Set<Long> related = new HashSet<>();
        for (PairShares pair : frame.pairs()) {
            if (Arrays.stream(pair.shares()).anyMatch(share -> share > 0)) {
                SceneObject subject = pair.pair().moment().subject();
                related.add(subject.number());
                all.add(new Interaction(subject, frame.measures(subject), Optional.of(pair), height));
            }
        }
        for (SceneObject object : frame.graph().objects()) {
            if (!related.contains(object.number())) {
                all.add(new Interaction(object, frame.measures(object), Optional.empty(), height));
            }
        }
        return all;
    }

    /** Around the pair, or around the object if it is related to none. */
    Box box() {
        return pair.map(some -> some.pair().box()).orElse(subject.box());
    }

    /** The class of the other. */
    String object() {
        return pair.map(PairShares::object).orElse("nothing");
    }
}
