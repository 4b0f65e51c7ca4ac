package org.greenzone.formats.oem;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.greenzone.astro.physics.PhysicalData;
import org.greenzone.formats.BadValueException;
import org.greenzone.formats.Designators;
import org.greenzone.formats.FileFormat;
import org.greenzone.formats.InputFiles;
import org.greenzone.formats.Problems;
import org.greenzone.formats.ReadResult;
import org.greenzone.formats.UtcText;
import org.greenzone.formats.ndm.NdmEntries;
import org.greenzone.formats.ndm.NdmEntry;

/**
 * Orbit ephemeris messages (CCSDS 502.0-B-3), KVN and XML, to states in GCRF. One ephemeris for each object of the file;
 * a bad state or covariance costs itself, metadata that cannot be used cost the segment.
 */
public final class OemReader {
    private final PhysicalData physics;

    public OemReader(PhysicalData physics) {
        this.physics = physics;
    }

    public ReadResult<OemEphemeris> read(Path path) {
        return InputFiles.read(path, this::read);
    }

    /** Reads uncompressed content. */
    public List<OemEphemeris> read(InputStream content, Problems problems) throws IOException {
        Collector collector = new Collector(problems);
        NdmEntries.readOnly(FileFormat.OEM, "orbit ephemeris message", content, problems, collector::accept);
        return collector.finish();
    }

    /** Where in the message the reader stands; the first segment with another OBJECT_ID begins another ephemeris. */
    private final class Collector {
        private final Problems problems;
        private final List<OemEphemeris> ephemerides = new ArrayList<>();
        private final List<OemEphemeris.Segment> segments = new ArrayList<>();
        private String objectId = "";
        private String objectName = "";
        private String originator = "";
        private String created = "";
        private OemSegmentBuilder segment;
        private boolean inMetadata;
        private boolean inSegment;
        private boolean inCovariance;

        private Collector(Problems problems) {
            this.problems = problems;
            this.segment = new OemSegmentBuilder(physics, problems, 0);
        }

        private void accept(NdmEntry entry) {
            switch (entry.kind()) {
                case START -> start(entry);
                case STOP -> stop(entry);
                case ENTRY -> entry(entry);
                case LINE -> {
                    if (!inSegment || inMetadata) {
                        NdmEntries.refuseLine(entry, problems);
                    } else if (inCovariance) {
                        segment.covarianceRow(entry.line(), entry.value());
                    } else {
                        segment.stateLine(entry.line(), entry.value());
                    }
                }
            }
        }

        private void start(NdmEntry entry) {
            switch (entry.keyword()) {
                case "metadata" -> {
                    closeSegment();
                    segment = new OemSegmentBuilder(physics, problems, entry.line());
                    inMetadata = true;
                    inSegment = true;
                }
                case "covarianceMatrix" -> inCovariance = true;
                case "stateVector" -> segment.beginState();
                default -> {
                    // The other sections of XML hold these.
                }
            }
        }

        private void stop(NdmEntry entry) {
            switch (entry.keyword()) {
                case "metadata" -> inMetadata = false;
                case "covarianceMatrix" -> {
                    segment.endCovariance(entry.line());
                    inCovariance = false;
                }
                case "stateVector" -> segment.endState(entry.line());
                default -> {
                    // As above.
                }
            }
        }

        private void entry(NdmEntry entry) {
            if (inCovariance) {
                segment.covarianceEntry(entry);
            } else if (inMetadata) {
                segment.metadata(entry);
            } else if (inSegment) {
                segment.data(entry);
            } else if (entry.keyword().equals("ORIGINATOR")) {
                originator = entry.value();
            } else if (entry.keyword().equals("CREATION_DATE")) {
                created = entry.value();
            }
        }

        private void closeSegment() {
            if (!inSegment) {
                return;
            }
            inSegment = false;
            segment.build().ifPresent(built -> {
                if (!segment.objectId().equals(objectId)) {
                    closeEphemeris();
                    objectId = segment.objectId();
                    objectName = segment.objectName();
                }
                segments.add(built);
            });
        }

        private void closeEphemeris() {
            if (segments.isEmpty()) {
                return;
            }
            ephemerides.add(new OemEphemeris(
                    objectId,
                    Designators.normal(objectId),
                    objectName.equalsIgnoreCase("UNKNOWN") ? "" : objectName,
                    originator,
                    createdMicros(),
                    segments));
            segments.clear();
        }

        private long createdMicros() {
            try {
                return UtcText.micros(created);
            } catch (BadValueException e) {
                problems.note(0, "CREATION_DATE", e.getMessage() + "; the first state is taken instead");
                return segments.get(0).micros()[0];
            }
        }

        private List<OemEphemeris> finish() {
            closeSegment();
            closeEphemeris();
            return ephemerides;
        }
    }
}
