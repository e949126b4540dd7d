/**
 * Images and pages for people to look at: {@link io.xvad.report.Overlay} draws a detection onto its image, {@link io.xvad.report.ReportPage} shows images
 * and figures as one HTML file, {@link io.xvad.report.DetectionFiles} writes maps and overlays.
 */
@NullMarked
package io.xvad.report;

import org.jspecify.annotations.NullMarked;
