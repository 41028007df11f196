package dev.naru.model.event;

/** Nobody is admitted until {@link AdmissionResumed}. */
public record AdmissionPaused(String room) implements Event {}
