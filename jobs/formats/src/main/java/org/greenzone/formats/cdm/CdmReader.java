package org.greenzone.formats.cdm;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.greenzone.astro.physics.PhysicalData;
import org.greenzone.formats.FileFormat;
import org.greenzone.formats.InputFiles;
import org.greenzone.formats.Problem;
import org.greenzone.formats.Problems;
import org.greenzone.formats.ReadResult;
import org.greenzone.formats.ndm.NdmEntries;
import org.greenzone.formats.ndm.NdmEntry;

/**
 * Conjunction data messages (CCSDS 508.0-B-1), KVN and XML, one or many in a file. States are brought to GCRF, covariances
 * are left in the RTN frame of each object. A message without time of closest approach or without both states is left
 * out; what else is missing or bad costs only itself.
 */
public final class CdmReader {
    /** Ends each problem that cost a whole message. */
    static final String LEFT_OUT = "; the message is left out";

    private final PhysicalData physics;

    public CdmReader(PhysicalData physics) {
        this.physics = physics;
    }

    public ReadResult<CdmMessage> read(Path path) {
        return InputFiles.read(path, this::read);
    }

    /** Reads uncompressed content. */
    public List<CdmMessage> read(InputStream content, Problems problems) throws IOException {
        Collector collector = new Collector(problems);
        NdmEntries.readOnly(FileFormat.CDM, "conjunction data message", content, problems, collector::accept);
        collector.flush();
        return collector.messages;
    }

    /** Whether a problem cost a whole message. */
    public static boolean leftOut(Problem problem) {
        return problem.message().endsWith(LEFT_OUT);
    }

    private final class Collector {
        private final Problems problems;
        private final List<CdmMessage> messages = new ArrayList<>();
        private CdmFields head = new CdmFields(1);
        private List<CdmFields> objects = new ArrayList<>();
        private final List<NdmEntry> comments = new ArrayList<>();
        private boolean started;

        private Collector(Problems problems) {
            this.problems = problems;
        }

        private void accept(NdmEntry entry) {
            if (entry.kind() == NdmEntry.Kind.LINE) {
                NdmEntries.refuseLine(entry, problems);
                return;
            }
            if (entry.kind() != NdmEntry.Kind.ENTRY) {
                return;
            }
            if (entry.keyword().equals("CCSDS_CDM_VERS")) {
                flush();
                started = true;
                head = new CdmFields(entry.line());
            } else if (entry.keyword().equals("OBJECT")) {
                objects.add(new CdmFields(entry.line()));
            }
            if (entry.isComment()) {
                comments.add(entry);
            } else {
                giveComments();
                current().put(entry);
            }
        }

        private CdmFields current() {
            return objects.isEmpty() ? head : objects.get(objects.size() - 1);
        }

        /** A comment stands before what it speaks of, also before the OBJECT that begins another part. */
        private void giveComments() {
            comments.forEach(current()::put);
            comments.clear();
        }

        private void flush() {
            if (started) {
                giveComments();
                // The names say which is which, not the order.
                objects.sort(
                        Comparator.comparing(object -> object.text("OBJECT").toUpperCase(Locale.ROOT)));
                new CdmAssembly(physics, problems).message(head, objects).ifPresent(messages::add);
            }
            started = false;
            objects = new ArrayList<>();
        }
    }
}
