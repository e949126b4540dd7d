package io.xvad.benchmarks.fuzz;

import io.xvad.data.label.AnnotationFiles;
import io.xvad.data.label.CocoAnnotations;
import io.xvad.data.label.CvatAnnotations;
import io.xvad.data.label.LabelMeAnnotations;
import io.xvad.data.label.PascalVocAnnotations;
import io.xvad.data.label.YoloAnnotations;
import io.xvad.data.map.MaskSource;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;

/** Files of tools that label images. */
final class LabelTargets {

    private static final Path IMAGE = Path.of("images", "a.png");
    private static final int HEIGHT = 30;
    private static final int WIDTH = 40;

    private static final String COCO =
            """
            {"info": {"year": 2026}, "images": [{"id": 1, "file_name": "a.png", "height": 30, "width": 40}],
             "categories": [{"id": 3, "name": "dent"}],
             "annotations": [
              {"id": 1, "image_id": 1, "category_id": 3, "segmentation": [[1, 1, 10, 1, 10.5, 10]], "bbox": [1, 1, 9, 9], "iscrowd": 0},
              {"id": 2, "image_id": 1, "category_id": 3, "segmentation": {"size": [30, 40], "counts": [100, 20, 1080]}},
              {"id": 3, "image_id": 1, "category_id": 3, "segmentation": {"size": [30, 40], "counts": "T3d0hQ1"}},
              {"id": 4, "image_id": 1, "category_id": 3, "bbox": [5, 5, 10, 10]}]}
            """;
    private static final String LABELME =
            """
            {"version": "5.0", "flags": {}, "shapes": [
              {"label": "dent", "shape_type": "polygon", "points": [[1, 1], [10, 1], [10, 10]], "group_id": null},
              {"label": "dent", "shape_type": "rectangle", "points": [[3.5, 3], [9, 9]]},
              {"label": "dent", "shape_type": "circle", "points": [[20, 20], [22, 20]]},
              {"label": "dent", "shape_type": "mask", "points": [[2, 2], [13, 17]], "mask": "%s"}],
             "imagePath": "a.png", "imageData": null, "imageHeight": 30, "imageWidth": 40}
            """;
    private static final String CVAT =
            """
            <?xml version="1.0" encoding="utf-8"?>
            <annotations><version>1.1</version><meta><task><labels><label><name>dent</name></label></labels></task></meta>
            <image id="0" name="a.png" width="40" height="30">
            <polygon label="dent" points="5.0,10.0;15.0,10.0;15.0,20.0;5.0,20.0"/>
            <box label="dent" xtl="10" ytl="10" xbr="20" ybr="14" rotation="90"/>
            <ellipse label="dent" cx="10" cy="10" rx="4" ry="3"/>
            <mask label="dent" rle="1, 2, 1, 2" left="3" top="4" width="3" height="2"/></image></annotations>
            """;
    private static final String VOC =
            """
            <?xml version="1.0"?>
            <annotation><folder>VOC2012</folder><filename>a.png</filename><size><width>40</width><height>30</height><depth>3</depth></size>
            <object><name>dent</name><bndbox><xmin>1</xmin><ymin>2</ymin><xmax>14</xmax><ymax>12</ymax></bndbox></object></annotation>
            """;

    private LabelTargets() {}

    static List<Target> all() {
        String stamp = Base64.getEncoder().encodeToString(Seeds.resource("grey.png"));
        return List.of(
                Target.text("coco", "coco.json", Seeds.texts(COCO), file -> mask(CocoAnnotations.read(file))),
                Target.text(
                        "labelme",
                        "labels/a.json",
                        Seeds.texts(LABELME.replace("%s", stamp)),
                        file -> mask(LabelMeAnnotations.in(file.resolveSibling("")))),
                Target.text("cvat", "cvat.xml", Seeds.texts(CVAT), file -> mask(CvatAnnotations.read(file))),
                Target.text(
                        "pascal-voc",
                        "labels/a.xml",
                        Seeds.texts(VOC),
                        file -> mask(PascalVocAnnotations.in(file.resolveSibling("")))),
                Target.text(
                        "yolo",
                        "labels/a.txt",
                        Seeds.texts("0 0.5 0.5 0.2 0.2\n", "0 0.1 0.1 0.5 0.1 0.5 0.5\n1 0.2 0.2 0.1 0.1\n"),
                        file -> mask(YoloAnnotations.in(file.resolveSibling("")))),
                Target.text(
                        "annotation-folder",
                        "labels/a.json",
                        Seeds.texts(COCO, LABELME.replace("%s", stamp)),
                        file -> mask(AnnotationFiles.of(file.resolveSibling("")))));
    }

    private static void mask(MaskSource source) {
        source.maskOf(IMAGE, HEIGHT, WIDTH);
    }
}
