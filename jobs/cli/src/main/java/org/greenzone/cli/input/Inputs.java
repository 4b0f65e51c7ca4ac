package org.greenzone.cli.input;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.StringJoiner;
import java.util.function.Function;
import org.apache.avro.specific.SpecificRecordBase;
import org.greenzone.astro.catalogue.Asset;
import org.greenzone.astro.catalogue.CatalogueOrbit;
import org.greenzone.astro.catalogue.ElementSet;
import org.greenzone.astro.physics.PhysicalData;
import org.greenzone.astro.track.Site;
import org.greenzone.astro.track.Track;
import org.greenzone.cli.CommonOptions;
import org.greenzone.formats.EphemerisFiles;
import org.greenzone.formats.FileFormat;
import org.greenzone.formats.FormatDetector;
import org.greenzone.formats.InputFiles;
import org.greenzone.formats.Problem;
import org.greenzone.formats.ReadResult;
import org.greenzone.formats.TrackFiles;
import org.greenzone.formats.cdm.CdmReader;
import org.greenzone.formats.gp.GpFiles;
import org.greenzone.formats.oem.OemEphemeris;
import org.greenzone.formats.site.SiteCatalogue;
import org.greenzone.formats.site.SiteFiles;
import org.greenzone.formats.tdm.TdmOptions;
import org.greenzone.pipeline.ReceivedMessages;
import org.greenzone.pipeline.codec.AssetCodec;
import org.greenzone.pipeline.codec.OrbitCodec;
import org.greenzone.pipeline.codec.SiteCodec;
import org.greenzone.pipeline.codec.TrackCodec;

/**
 * Reads the files of the user, each known by its content. What is bad in a file is said on standard error with file, line
 * and field; the good rest is used, and the command ends with exit code 1.
 */
public final class Inputs {
    /** A broker takes records of a megabyte; one is longer than its content by its name and some numbers. */
    private static final int MOST_MESSAGE_BYTES = (1 << 20) - (64 << 10);

    private final CommonOptions common;

    public Inputs(CommonOptions common) {
        this.common = common;
    }

    /** Everything in some files, by kind. */
    public static final class Contents {
        public final List<Track> tracks = new ArrayList<>();
        public final List<CatalogueOrbit> orbits = new ArrayList<>();
        public final List<ElementSet> elementSets = new ArrayList<>();
        public final List<GivenEphemeris> ephemerides = new ArrayList<>();
        public final List<Site> sites = new ArrayList<>();
        public final List<Asset> assets = new ArrayList<>();
        public final List<ReceivedMessages> messages = new ArrayList<>();

        /** Whether there is nothing at all. */
        public boolean isEmpty() {
            return tracks.isEmpty()
                    && orbits.isEmpty()
                    && elementSets.isEmpty()
                    && ephemerides.isEmpty()
                    && sites.isEmpty()
                    && assets.isEmpty()
                    && messages.isEmpty();
        }

        /** What is there where something else was looked for, for example "holds no track, but 3 element sets". */
        String instead(String wanted) {
            StringJoiner there = new StringJoiner(", ", ", but ", "").setEmptyValue("");
            count(there, elementSets.size(), "element set");
            count(there, ephemerides.size(), "object with ephemeris", "objects with ephemerides");
            count(there, orbits.size(), "orbit");
            count(there, sites.size(), "site");
            count(there, assets.size(), "asset");
            count(there, messages.size(), "file of conjunction data messages", "files of conjunction data messages");
            return "holds no " + wanted + " that can be used" + there;
        }

        private static void count(StringJoiner there, int number, String what) {
            count(there, number, what, what + "s");
        }

        private static void count(StringJoiner there, int number, String one, String many) {
            if (number > 0) {
                there.add(number + " " + (number == 1 ? one : many));
            }
        }
    }

    /**
     * Reads files of any kind: sites first, because tracks are read with them. Two protected assets of one id are wrong use.
     *
     * @param physics supplies leap seconds and Earth rotation to the readers of tracks
     */
    public Contents anything(List<Path> files, SiteCatalogue knownSites, PhysicalData physics) {
        Contents contents = new Contents();
        List<Path> trackFiles = new ArrayList<>();
        for (Path file : files) {
            if (EventFile.isOne(file)) {
                addArchive(file, contents);
                continue;
            }
            FileFormat format = format(file);
            if (format.holdsElementSets()) {
                contents.elementSets.addAll(use(GpFiles.read(file)));
            } else if (format.holdsEphemerides()) {
                double sigma = GivenEphemeris.usualSigmaMetres(format);
                ephemerides(file, physics).forEach(e -> contents.ephemerides.add(new GivenEphemeris(e, sigma)));
            } else if (format == FileFormat.CDM) {
                messages(file, physics).ifPresent(contents.messages::add);
            } else if (format == FileFormat.SITES_JSON || format == FileFormat.SINEX) {
                contents.sites.addAll(use(SiteFiles.read(file)));
            } else if (AssetFile.isOne(file)) {
                contents.assets.addAll(use(AssetFile.read(file)));
            } else {
                trackFiles.add(file);
            }
        }
        SiteCatalogue sites = knownSites.with(contents.sites);
        TrackFiles reader = new TrackFiles(sites, physics, TdmOptions.DEFAULT);
        for (Path file : trackFiles) {
            contents.tracks.addAll(use(reader.read(file)));
        }
        try {
            Asset.failIfTwoHaveOneId(contents.assets);
        } catch (IllegalArgumentException e) {
            throw common.wrongUse(CommonOptions.messageOf(e));
        }
        return contents;
    }

    /** Of an asset that stands in the archive more than once the last counts, as in its topic. */
    private void addArchive(Path file, Contents contents) {
        Map<String, Asset> assets = new LinkedHashMap<>();
        for (SpecificRecordBase event : use(EventFile.read(file))) {
            if (event instanceof org.greenzone.schemas.Track track) {
                contents.tracks.add(TrackCodec.fromWire(track));
            } else if (event instanceof org.greenzone.schemas.Orbit orbit) {
                contents.orbits.add(OrbitCodec.fromWire(orbit));
            } else if (event instanceof org.greenzone.schemas.Site site) {
                contents.sites.add(SiteCodec.fromWire(site));
            } else if (event instanceof org.greenzone.schemas.Asset asset) {
                assets.put(asset.getObjectId(), AssetCodec.fromWire(asset));
            } else if (event instanceof org.greenzone.schemas.ConjunctionMessage messages) {
                contents.messages.add(ReceivedMessages.fromWire(messages));
            } else {
                common.complain(file + ": holds " + event.getSchema().getName()
                        + " records, which are no input; give tracks, orbits, messages, sites or assets");
                break;
            }
        }
        contents.assets.addAll(assets.values());
    }

    /** The bytes of a file of conjunction data messages, from the first of their creation dates on; empty where none of them can be used. */
    private Optional<ReceivedMessages> messages(Path file, PhysicalData physics) {
        OptionalLong first = use(new CdmReader(physics).read(file)).stream()
                .mapToLong(message -> message.conjunction().createdMicros())
                .min();
        if (first.isEmpty()) {
            return Optional.empty();
        }
        try (InputStream content = InputFiles.open(file)) {
            byte[] bytes = content.readNBytes(MOST_MESSAGE_BYTES + 1);
            if (bytes.length > MOST_MESSAGE_BYTES) {
                common.complain(file + ": longer than " + MOST_MESSAGE_BYTES + " bytes; divide it");
                return Optional.empty();
            }
            return Optional.of(new ReceivedMessages(String.valueOf(file.getFileName()), first.getAsLong(), bytes));
        } catch (IOException e) {
            common.complain(file + ": " + InputFiles.reason(e));
            return Optional.empty();
        }
    }

    private FileFormat format(Path file) {
        try {
            return FormatDetector.detect(file);
        } catch (IOException e) {
            // The reader meets the same error and names it.
            return FileFormat.UNKNOWN;
        }
    }

    /**
     * The sites inside and those of the files (JSON, LeoLabs instruments, SINEX, archive); a later one replaces. SINEX of
     * eccentricities moves the sites of the other files, wherever it stands among them.
     */
    public SiteCatalogue sites(List<Path> files, OptionalLong epochMicros) {
        return sites(files, epochMicros, this::use);
    }

    /** The same files at an epoch, once more: their problems have been said. */
    SiteCatalogue sitesAgain(List<Path> files, long epochMicros) {
        return sites(files, OptionalLong.of(epochMicros), ReadResult::records);
    }

    private SiteCatalogue sites(
            List<Path> files, OptionalLong epochMicros, Function<ReadResult<Site>, List<Site>> records) {
        SiteCatalogue sites = SiteCatalogue.builtIn();
        for (Path file : SiteFiles.inReadingOrder(files)) {
            if (EventFile.isOne(file)) {
                Contents contents = new Contents();
                addArchive(file, contents);
                sites = sites.with(contents.sites);
            } else {
                sites = sites.with(records.apply(SiteFiles.read(file, epochMicros, sites)));
            }
        }
        return sites;
    }

    /** Ephemerides of a file: OEM, CPF, SP3. */
    public List<OemEphemeris> ephemerides(Path file, PhysicalData physics) {
        return use(new EphemerisFiles(physics).read(file));
    }

    /** Element sets of a file. */
    public List<ElementSet> elementSets(Path file) {
        return use(GpFiles.read(file));
    }

    /** The good records; says the problems. */
    public <T> List<T> use(ReadResult<T> result) {
        for (Problem problem : result.problems()) {
            if (problem.severity() == Problem.Severity.ERROR) {
                common.complain(problem.toString());
            } else {
                common.note(problem.toString());
            }
        }
        return result.records();
    }
}
