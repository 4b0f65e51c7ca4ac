package org.greenzone.cli.screen;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.greenzone.astro.catalogue.CatalogueOrbit;
import org.greenzone.astro.physics.PhysicalData;
import org.greenzone.cli.CommonOptions;
import org.greenzone.cli.input.Inputs;
import org.greenzone.cli.stream.SourceOptions;
import org.greenzone.formats.site.SiteCatalogue;
import org.greenzone.pipeline.client.EventReader;
import org.greenzone.pipeline.codec.OrbitCodec;
import org.greenzone.pipeline.codec.Wire;
import org.greenzone.pipeline.topic.Topic;

/** Catalogue orbits of archives, and of the topic {@code orbits} where it is named in their place. */
final class OrbitSources {
    private final CommonOptions common;
    private final SourceOptions source;

    OrbitSources(CommonOptions common, SourceOptions source) {
        this.common = common;
        this.source = source;
    }

    /** All orbits, each revision of each object. */
    List<CatalogueOrbit> read(List<String> names, Inputs inputs, PhysicalData physics) {
        List<CatalogueOrbit> orbits = new ArrayList<>();
        for (String name : names) {
            if (name.equals(Topic.ORBITS.topicName())) {
                try (SourceOptions.Source opened = source.open(common);
                        EventReader reader = new EventReader(opened.connection(), List.of(Topic.ORBITS))) {
                    reader.readToEnd(received -> {
                        if (received.decoded() instanceof Wire.Message message
                                && message.value() instanceof org.greenzone.schemas.Orbit orbit) {
                            orbits.add(OrbitCodec.fromWire(orbit));
                        }
                    });
                }
            } else {
                orbits.addAll(inputs.anything(List.of(Path.of(name)), SiteCatalogue.builtIn(), physics).orbits);
            }
        }
        return orbits;
    }
}
