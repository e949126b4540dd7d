/** Images in and out, maps, preprocessing, image data sets and synthetic defects. */
module io.xvad.data {
    requires transitive io.xvad.core;
    requires transitive java.desktop;
    requires com.drew.metadata;
    requires com.twelvemonkeys.imageio.core;
    requires com.twelvemonkeys.imageio.jpeg;
    requires com.twelvemonkeys.imageio.metadata;
    requires com.twelvemonkeys.imageio.tiff;
    requires com.twelvemonkeys.imageio.webp;
    requires java.xml;
    requires org.apache.commons.rng.api;
    requires org.apache.commons.rng.simple;
    requires org.slf4j;
    requires us.hebi.matlab.mat.mfl.core;
    requires static transitive org.jspecify;

    uses javax.imageio.spi.ImageReaderSpi;

    exports io.xvad.data.dataset;
    exports io.xvad.data.image;
    exports io.xvad.data.label;
    exports io.xvad.data.map;
    exports io.xvad.data.packed;
    exports io.xvad.data.preprocess;
    exports io.xvad.data.reason;
    exports io.xvad.data.segment;
    exports io.xvad.data.synthetic;
}
