/** Judges what explainers say of images whose defects are known. Read this to learn how often a detector's reasons are right. */
@NullMarked
package io.xvad.evaluation.reason;

import org.jspecify.annotations.NullMarked;
