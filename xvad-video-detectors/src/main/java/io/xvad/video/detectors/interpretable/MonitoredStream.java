package io.xvad.video.detectors.interpretable;

import io.xvad.video.detectors.objects.SceneFrame;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The monitors of one video. Not thread-safe. */
final class MonitoredStream {

    private final Monitors monitors;
    private final double framesPerSecond;
    private final List<Watch> watches = new ArrayList<>();

    private record Watch(Monitor monitor, double threshold, double weight, Cusum cusum) {}

    /**
     * At the beginning of a video.
     *
     * @param alarmsPerHour most false alarms an hour in the mean, of all monitors together
     */
    MonitoredStream(Monitors monitors, double alarmsPerHour, double framesPerSecond) {
        this.monitors = monitors;
        this.framesPerSecond = framesPerSecond;
        for (Monitor monitor : monitors.both()) {
            double each = alarmsPerHour / monitors.both().size();
            double threshold = monitor.bound().threshold(each, framesPerSecond);
            watches.add(new Watch(monitor, threshold, monitor.bound().weight(framesPerSecond), new Cusum(threshold)));
        }
    }

    MonitoredFrame next(SceneFrame frame) {
        List<Suspect> suspects = monitors.suspects(frame, framesPerSecond);
        List<MonitoredFrame.Reading> readings = watches.stream()
                .map(watch -> reading(
                        watch,
                        suspects.stream()
                                .filter(one -> one.monitor().equals(watch.monitor))
                                .sorted(Comparator.comparingDouble(Suspect::ratio)
                                        .reversed())
                                .toList()))
                .toList();
        return new MonitoredFrame(frame.frame(), readings);
    }

    private static MonitoredFrame.Reading reading(Watch watch, List<Suspect> suspects) {
        double most = suspects.isEmpty() ? 0 : suspects.get(0).distance();
        double sum = watch.cusum.next(watch.weight * watch.monitor.scale().evidence(most));
        return new MonitoredFrame.Reading(watch.monitor, watch.threshold, sum, suspects);
    }
}
