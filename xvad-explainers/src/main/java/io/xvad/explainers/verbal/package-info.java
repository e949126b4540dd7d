/** What is anomalous in words that state only what was measured. */
@NullMarked
package io.xvad.explainers.verbal;

import org.jspecify.annotations.NullMarked;
