package io.xvad.detectors.stfpm;

import io.xvad.core.detect.FitRequest;
import io.xvad.core.option.TrainingOptions;
import io.xvad.data.preprocess.Channels;
import io.xvad.detectors.heads.Head;
import io.xvad.detectors.heads.Standardisation;
import io.xvad.detectors.heads.TrainingRows;
import io.xvad.detectors.network.NetworkImages;
import io.xvad.training.BatchLearner;
import io.xvad.training.Optimiser;
import io.xvad.training.Trainable;
import io.xvad.training.TrainingLoop;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;

/** How a student learns from a teacher. */
public final class StudentTraining {

    private StudentTraining() {}

    /** A picture and what the teacher says of it, standardised. */
    private record Lesson(float[] picture, float[] rows) {}

    static void run(Trainable net, TrainingRows rows, Standardisation standardisation, FitRequest request) {
        List<Lesson> lessons = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            float[] picture = Channels.colour(rows.images().get(i)).toArray();
            lessons.add(new Lesson(picture, standardisation.apply(rows.rows().get(i))));
        }
        double rate = request.options().get(Stfpm.RATE);
        int split = rows.size() - BatchLearner.heldOut(rows.size());
        BatchLearner<Lesson> learner = new BatchLearner<>(
                new Optimiser(net, StudentGraph.LOSS, name -> rate, 0),
                lessons.subList(0, split),
                lessons.subList(split, lessons.size()),
                request.options().get(TrainingOptions.BATCH),
                (some, random) -> inputs(
                        some.stream().map(Lesson::picture).toList(),
                        some.stream().map(Lesson::rows).toList(),
                        standardisation.means().length),
                inputs -> {});
        TrainingLoop.of(request.options(), Stfpm.EPOCHS, request.seed()).run(learner, request.progress());
    }

    /** What goes into the graph. */
    public static Map<String, INDArray> inputs(List<float[]> pictures, List<float[]> rows, int dimension) {
        int size = (int) Math.round(Math.sqrt(pictures.get(0).length / 3.0));
        return Map.of(
                StudentGraph.PICTURES, NetworkImages.batch(pictures, size), Head.ROWS, Head.matrix(rows, dimension));
    }
}
