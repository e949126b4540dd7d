package io.xvad.report.video;

import io.xvad.core.Box;
import io.xvad.core.Image;
import io.xvad.core.NormalPatch;
import io.xvad.core.Region;
import io.xvad.core.explain.AttributeDeviation;
import io.xvad.data.preprocess.Resize;
import io.xvad.report.Figure;
import io.xvad.report.Overlay;
import io.xvad.video.event.EventNarration;
import io.xvad.video.event.VideoEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * An event of a video on a page: a sentence, images and a table of attributes.
 *
 * @param number in its video
 * @param seek seconds after the beginning of the video at which it peaks
 * @param words what happened, as a sentence
 * @param figures the frame of its peak, what was there, and the normal thing most like it
 * @param attributes what was measured
 */
public record EventCard(int number, String seek, String words, List<Figure> figures, List<Row> attributes) {

    private static final int SCENE = 300;
    private static final int CROP = 96;

    /**
     * A row of the table of attributes.
     *
     * @param attribute its name
     * @param unit of the values; may be empty
     * @param observed the value
     * @param normal the range of normal values
     * @param surprise how unusual it is
     */
    public record Row(String attribute, String unit, String observed, String normal, String surprise) {

        static Row of(AttributeDeviation one) {
            return new Row(
                    one.attribute(),
                    one.unit(),
                    number(one.observed()),
                    number(one.normalLow()) + " to " + number(one.normalHigh()),
                    String.format(Locale.ROOT, "%.2f", one.surprise()));
        }

        private static String number(double value) {
            return String.format(Locale.ROOT, Math.abs(value) >= 100 ? "%.0f" : "%.3g", value);
        }
    }

    static EventCard of(VideoEvent event, double begins) {
        return new EventCard(
                event.number(),
                String.format(Locale.ROOT, "%.3f", event.peak().seconds() - begins),
                EventNarration.inWords(event),
                figures(event),
                event.attributes().stream().map(Row::of).toList());
    }

    private static List<Figure> figures(VideoEvent event) {
        Image image = event.peak().image();
        Box box = event.box();
        Region region = new Region(0, box, box.area(), box.y(), box.x(), (float) event.peakScore(), event.peakScore());
        List<Figure> figures = new ArrayList<>();
        figures.add(new Figure(
                Overlay.on(image, Overlay.zoomFor(image, SCENE))
                        .boxes(List.of(region))
                        .photoUri(),
                String.format(Locale.ROOT, "%.1f s, the peak", event.peak().seconds()),
                SCENE));
        figures.add(crop(image.crop(box), "what it was"));
        event.nearest()
                .ifPresent(nearest -> figures.add(crop(
                        unsquashed(nearest),
                        String.format(
                                Locale.ROOT,
                                "nearest normal: %s; distance %.3g",
                                nearest.sampleId(),
                                nearest.distance()))));
        return figures;
    }

    /** Memories hold normal things scaled to squares; each is shown in the shape that it had in its frame. */
    private static Image unsquashed(NormalPatch nearest) {
        Image square = nearest.crop();
        double shape = nearest.box().height() / (double) nearest.box().width();
        return Resize.image(square, Math.max(1, (int) Math.round(shape * square.width())), square.width());
    }

    private static Figure crop(Image image, String caption) {
        return new Figure(Overlay.on(image, Overlay.zoomFor(image, CROP)).photoUri(), caption, CROP);
    }
}
