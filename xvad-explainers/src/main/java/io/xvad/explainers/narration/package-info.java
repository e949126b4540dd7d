/**
 * Describes an anomaly in sentences that state only what was measured, in English and German. For those who explain to people
 * who do not read maps.
 */
@NullMarked
package io.xvad.explainers.narration;

import org.jspecify.annotations.NullMarked;
