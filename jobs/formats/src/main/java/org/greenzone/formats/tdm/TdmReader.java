package org.greenzone.formats.tdm;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.greenzone.astro.physics.PhysicalData;
import org.greenzone.astro.track.Track;
import org.greenzone.formats.InputFiles;
import org.greenzone.formats.Problems;
import org.greenzone.formats.ReadResult;
import org.greenzone.formats.Values;
import org.greenzone.formats.ndm.NdmEntries;
import org.greenzone.formats.ndm.NdmEntry;
import org.greenzone.formats.site.SiteCatalogue;

/**
 * Tracking data messages (CCSDS 503.0-B-2 and B-1), KVN and XML, to tracks, in Greenzone's convention (instant of the
 * bounce, half the two-way path, range rate positive when receding, geometric angles). Segments of one pass become one
 * track ({@link TdmTracks}).
 *
 * <p>Used are RANGE, DOPPLER_INSTANTANEOUS, DOPPLER_INTEGRATED, RECEIVE_FREQ with TRANSMIT_FREQ, ANGLE_1, ANGLE_2, RCS,
 * PC_N0 and PR_N0. Weather, clock, media and supporting keywords are passed over; other kinds of measurement (phase counts,
 * VLBI) are refused, once for each segment and keyword. A bad line costs its value only; metadata that cannot be used cost
 * the segment.
 */
public final class TdmReader {
    private final SiteCatalogue sites;
    private final PhysicalData physics;
    private final TdmOptions options;

    public TdmReader(SiteCatalogue sites, PhysicalData physics, TdmOptions options) {
        this.sites = sites;
        this.physics = physics;
        this.options = options;
    }

    public ReadResult<Track> read(Path path) {
        return InputFiles.read(path, this::read);
    }

    /** Reads uncompressed content. */
    public List<Track> read(InputStream content, Problems problems) throws IOException {
        Message message = new Message(problems);
        NdmEntries.read(content, problems, message::accept);
        return message.finish();
    }

    /** Where in the message the reader stands. */
    private final class Message {
        private final Problems problems;
        private final List<TdmSamples> segments = new ArrayList<>();
        private String originator = "";
        private TdmSegment segment = new TdmSegment(0);
        private boolean inMetadata;
        private boolean inData;
        private boolean sawVersion;
        private boolean sawSegment;
        private int lastLine;
        private String epoch = "";

        private Message(Problems problems) {
            this.problems = problems;
        }

        private void accept(NdmEntry entry) {
            lastLine = entry.line();
            switch (entry.kind()) {
                case START -> start(entry);
                case STOP -> stop(entry);
                case ENTRY -> entry(entry);
                case LINE -> NdmEntries.refuseLine(entry, problems);
            }
        }

        private void start(NdmEntry entry) {
            if (entry.keyword().equals("metadata")) {
                close();
                segment = new TdmSegment(entry.line());
                inMetadata = true;
                sawSegment = true;
            } else if (entry.keyword().equals("data")) {
                inMetadata = false;
                inData = true;
            }
            epoch = "";
        }

        private void stop(NdmEntry entry) {
            if (entry.keyword().equals("metadata")) {
                inMetadata = false;
            } else if (entry.keyword().equals("data")) {
                close();
            }
            epoch = "";
        }

        private void entry(NdmEntry entry) {
            if (entry.isComment()) {
                return;
            }
            if (inData) {
                observation(entry);
            } else if (inMetadata) {
                metadata(entry);
            } else {
                header(entry);
            }
        }

        private void metadata(NdmEntry entry) {
            if (TdmMetadata.isKeyword(entry.keyword())) {
                segment.metadata().put(entry.keyword(), entry.line(), entry.value());
            } else {
                problems.error(
                        entry.line(),
                        entry.keyword(),
                        "is not a keyword of the metadata; check its spelling; the line is left out");
            }
        }

        private void header(NdmEntry entry) {
            switch (entry.keyword()) {
                case "ORIGINATOR" -> originator = entry.value();
                case "CCSDS_TDM_VERS" -> sawVersion = true;
                case "CREATION_DATE", "MESSAGE_ID" -> {
                    // Nothing in a track depends on them.
                }
                default -> {
                    // In XML an empty section looks like an entry; keywords are in capitals.
                    if (entry.keyword().equals(entry.keyword().toUpperCase(Locale.ROOT))) {
                        problems.error(
                                entry.line(),
                                entry.keyword(),
                                "stands outside of META_START to META_STOP and DATA_START to DATA_STOP; the line is left"
                                        + " out");
                    }
                }
            }
        }

        private void observation(NdmEntry entry) {
            if (entry.keyword().equals("EPOCH")) {
                epoch = entry.value();
                return;
            }
            String value = entry.value();
            String tag = epoch;
            if (tag.isEmpty()) {
                String[] parts = value.split("\\s+", -1);
                if (parts.length != 2) {
                    problems.error(
                            entry.line(),
                            entry.keyword(),
                            "'" + Values.shown(value) + "' is not a time and a value; the line is left out");
                    return;
                }
                tag = parts[0];
                value = parts[1];
            }
            segment.observations()
                    .add(new TdmSegment.Observation(entry.line(), entry.keyword(), tag, value, entry.unit()));
        }

        private void close() {
            if (inData) {
                new TdmSegmentReader(sites, physics, options, problems)
                        .samples(segment, originator)
                        .ifPresent(segments::add);
            }
            inData = false;
        }

        private List<Track> finish() {
            if (inData || inMetadata) {
                problems.error(lastLine, "", "the message ends inside a segment; is the file complete?");
                close();
            }
            if (!sawSegment) {
                problems.error(
                        lastLine, "", "no segment (META_START ... DATA_STOP) in the message; is the file complete?");
            }
            if (!sawVersion) {
                problems.note(0, "CCSDS_TDM_VERS", "is missing; read as a tracking data message all the same");
            }
            return new TdmTracks(options.splitGapSeconds(), problems).of(segments);
        }
    }
}
