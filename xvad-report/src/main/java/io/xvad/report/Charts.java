package io.xvad.report;

import io.xvad.metrics.detection.Curve;
import java.awt.Color;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.Map;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Draws curves, such as ROC curves, as figures of a page. */
public final class Charts {

    private Charts() {}

    /**
     * A chart of curves by name.
     *
     * @param x title of the horizontal axis, which goes from 0 to {@code xLimit}
     * @param y title of the vertical axis, which goes from 0 to 1
     */
    public static Figure of(String title, String x, String y, double xLimit, Map<String, Curve> curves) {
        XYChart chart = new XYChartBuilder()
                .width(420)
                .height(320)
                .title(title)
                .xAxisTitle(x)
                .yAxisTitle(y)
                .build();
        chart.getStyler().setLegendPosition(Styler.LegendPosition.InsideSE);
        chart.getStyler().setXAxisMin(0.0).setXAxisMax(xLimit).setYAxisMin(0.0).setYAxisMax(1.0);
        chart.getStyler().setXAxisTickMarkSpacingHint(75).setYAxisTickMarkSpacingHint(40);
        chart.getStyler().setDecimalPattern("0.0#").setChartBackgroundColor(Color.WHITE);
        curves.forEach((name, curve) -> chart.addSeries(
                        name,
                        curve.points().stream().mapToDouble(Curve.Point::x).toArray(),
                        curve.points().stream().mapToDouble(Curve.Point::y).toArray())
                .setMarker(SeriesMarkers.NONE));
        try {
            byte[] png = BitmapEncoder.getBitmapBytes(chart, BitmapEncoder.BitmapFormat.PNG);
            return new Figure("data:image/png;base64," + Base64.getEncoder().encodeToString(png), title, 420);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
