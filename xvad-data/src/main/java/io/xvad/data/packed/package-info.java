/** Files that hold many images: IDX, CIFAR's binary form, SVHN's MATLAB files and NIfTI-1 volumes. Read this to read one of them. */
@NullMarked
package io.xvad.data.packed;

import org.jspecify.annotations.NullMarked;
