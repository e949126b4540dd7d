/**
 * Progress and cancellation of long work. For those who show a progress bar or stop a fit.
 */
@NullMarked
package io.xvad.core.progress;

import org.jspecify.annotations.NullMarked;
