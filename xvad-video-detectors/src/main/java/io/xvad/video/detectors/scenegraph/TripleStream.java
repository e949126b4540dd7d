package io.xvad.video.detectors.scenegraph;

import io.xvad.core.stream.Frame;
import io.xvad.video.detectors.objects.SceneFrame;
import io.xvad.video.relations.Triple;
import java.util.Optional;

/** Judges each frame of one video by the stretch that ends with it. Not thread-safe. */
final class TripleStream {

    private final KindClassifier classifier;
    private final TripleCount count;

    /**
     * At the beginning of a video.
     *
     * @param seconds length of a stretch
     * @param framesPerSecond nominal rate
     */
    TripleStream(KindClassifier classifier, double seconds, double framesPerSecond) {
        this.classifier = classifier;
        this.count = TripleCount.ofLast(seconds, framesPerSecond);
    }

    /**
     * A frame, and what is said of the stretch that ends with it.
     *
     * @param count of its triples, as long as no other frame is judged
     */
    record Judged(Frame frame, KindClassifier.Verdict verdict, TripleCount count) {

        Optional<TripleCount.Occurrence> occurrence(Triple triple) {
            return count.occurrence(triple);
        }
    }

    Judged next(SceneFrame frame) {
        count.add(frame.graph());
        return new Judged(frame.frame(), classifier.verdict(count.bag()), count);
    }
}
