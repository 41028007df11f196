package dev.naru.model.event;

/** Admission goes on. */
public record AdmissionResumed(String room) implements Event {}
