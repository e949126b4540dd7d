/**
 * Object detectors of other people: networks in ONNX files that find objects, and perhaps their keypoints, in an image. What an export
 * takes and gives is recognised from the file. For those who write a detector of clips, or want boxes in frames.
 */
@NullMarked
package io.xvad.video.objects;

import org.jspecify.annotations.NullMarked;
