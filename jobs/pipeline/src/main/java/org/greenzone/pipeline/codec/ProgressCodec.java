package org.greenzone.pipeline.codec;

import org.greenzone.pipeline.Progress;

/** Promises of progress on the wire. */
public final class ProgressCodec {
    private ProgressCodec() {}

    public static org.greenzone.schemas.Progress toWire(Progress p) {
        return new org.greenzone.schemas.Progress(
                p.source(), p.index(), p.count(), Fields.instant(p.completeUntilMicros()));
    }

    public static Progress fromWire(org.greenzone.schemas.Progress wire) {
        return new Progress(wire.getSource(), wire.getIndex(), wire.getCount(), Fields.micros(wire.getCompleteUntil()));
    }
}
