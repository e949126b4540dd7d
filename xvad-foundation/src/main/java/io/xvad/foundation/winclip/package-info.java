/** WinCLIP and WinCLIP+ (Jeong et al. 2023). */
@NullMarked
package io.xvad.foundation.winclip;

import org.jspecify.annotations.NullMarked;
