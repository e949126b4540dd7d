/**
 * Two streams that texts help, and kinds of anomalies by texts, also of kinds that were not learned from (after Anomize 2025). Read {@link io.xvad.video.language.anomize.Anomize} for its options and {@code StreamsNetwork}
 * and {@code LabelNetwork} for its equations.
 */
@NullMarked
package io.xvad.video.language.anomize;

import org.jspecify.annotations.NullMarked;
