package io.xvad.detectors.stfpm;

import io.xvad.detectors.heads.Head;
import io.xvad.detectors.heads.Standardisation;
import io.xvad.training.Trainable;
import java.util.List;

/**
 * A student in SameDiff, for when no engine runs its frozen form; one run at a time.
 *
 * @param net the student
 * @param standardisation of the teacher's rows
 */
record LiveStudent(Trainable net, Standardisation standardisation) implements StudentScores {

    @Override
    public float[] of(float[] picture, float[] rows) {
        List<float[]> taught = List.of(standardisation.apply(rows));
        synchronized (net) {
            return net.run(
                    StudentTraining.inputs(List.of(picture), taught, standardisation.means().length), Head.SCORE);
        }
    }
}
