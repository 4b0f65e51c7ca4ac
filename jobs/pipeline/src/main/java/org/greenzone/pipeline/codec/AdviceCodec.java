package org.greenzone.pipeline.codec;

import org.greenzone.astro.conjunction.Conjunction;
import org.greenzone.astro.manoeuvre.AdviceGiven;
import org.greenzone.astro.manoeuvre.Proposal;
import org.greenzone.schemas.Advice;
import org.greenzone.schemas.BurnProposal;

/** Advice on the wire: nobody in the pipeline reads it again. */
public final class AdviceCodec {
    private AdviceCodec() {}

    public static Advice toWire(AdviceGiven given) {
        return new Advice(
                given.adviceId(),
                given.assetId(),
                Fields.instant(given.createdMicros()),
                given.statusId(),
                given.advice().without(),
                given.advice().goal(),
                given.advice().dangers().stream()
                        .map(c -> c.secondary().objectId())
                        .toList(),
                given.advice().proposals().stream().map(AdviceCodec::toWire).toList(),
                given.advice().considered());
    }

    private static BurnProposal toWire(Proposal proposal) {
        double[] deltaV = proposal.burn().deltaVRtn();
        return new BurnProposal(
                Fields.instant(proposal.burn().timeMicros()),
                deltaV[0],
                deltaV[1],
                deltaV[2],
                proposal.totalProbability(),
                proposal.conjunctions().stream()
                        .mapToDouble(Conjunction::probability)
                        .max()
                        .orElse(0));
    }
}
