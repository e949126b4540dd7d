/** Files of label tools (COCO, CVAT, LabelMe, Pascal VOC, YOLO) as masks. Read this to measure against annotations that are no images. */
@NullMarked
package io.xvad.data.label;

import org.jspecify.annotations.NullMarked;
