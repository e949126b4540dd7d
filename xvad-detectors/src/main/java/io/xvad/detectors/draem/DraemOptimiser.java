package io.xvad.detectors.draem;

import io.xvad.core.option.Options;
import io.xvad.training.Optimiser;
import io.xvad.training.Trainable;
import org.nd4j.linalg.schedule.ISchedule;
import org.nd4j.linalg.schedule.MapSchedule;
import org.nd4j.linalg.schedule.ScheduleType;

/** What trains DRAEM. */
final class DraemOptimiser {

    private DraemOptimiser() {}

    static Optimiser of(Trainable net, Options options) {
        return new Optimiser(net, DraemGraph.LOSS, decaying(options.get(Draem.RATE), options.get(Draem.EPOCHS)));
    }

    /** A tenth after four sevenths of the epochs and a tenth of that after six (Zavrtanik et al. 2021, section 4). */
    private static ISchedule decaying(double rate, int epochs) {
        return new MapSchedule.Builder(ScheduleType.EPOCH)
                .add(0, rate)
                .add((4 * epochs + 6) / 7, rate / 10)
                .add((6 * epochs + 6) / 7, rate / 100)
                .build();
    }
}
