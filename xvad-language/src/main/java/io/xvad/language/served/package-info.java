/** Models that were made for anomalies, served by somebody else, which answer yes or no in words; with a detector of ours as their expert. */
@NullMarked
package io.xvad.language.served;

import org.jspecify.annotations.NullMarked;
