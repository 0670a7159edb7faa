"""Stages and subjects by the Chinese names that staff lists use, and how many teachers each has."""

from teachnet.accounts.rosters.cells.texts import STAGES, SUBJECTS
from teachnet.accounts.words import Stage, Subject

STAGE_NAMES = {stage: name for name, stage in STAGES.items()}
SUBJECT_NAMES = {subject: name for name, subject in SUBJECTS.items()}

# How the teachers of a stage spread over its subjects, in shares.
SUBJECT_SHARES = {
    Stage.PRESCHOOL: {
        Subject.HEALTH: 3,
        Subject.LANGUAGE: 4,
        Subject.SOCIETY: 2,
        Subject.SCIENCE: 3,
        Subject.ARTS: 4,
    },
    Stage.PRIMARY: {
        Subject.CHINESE: 12,
        Subject.MATHEMATICS: 10,
        Subject.ENGLISH: 4,
        Subject.SCIENCE: 2,
        Subject.MORALITY_LAW: 2,
        Subject.PHYSICAL_EDUCATION: 3,
        Subject.MUSIC: 2,
        Subject.ART: 2,
        Subject.INFORMATION_SCIENCE: 1,
        Subject.LABOUR: 1,
        Subject.PRACTICE: 1,
        Subject.MENTAL_HEALTH: 1,
    },
    Stage.JUNIOR: {
        Subject.CHINESE: 7,
        Subject.MATHEMATICS: 7,
        Subject.ENGLISH: 7,
        Subject.PHYSICS: 4,
        Subject.CHEMISTRY: 3,
        Subject.BIOLOGY: 2,
        Subject.HISTORY: 2,
        Subject.GEOGRAPHY: 2,
        Subject.MORALITY_LAW: 3,
        Subject.PHYSICAL_EDUCATION: 2,
        Subject.MUSIC: 1,
        Subject.ART: 1,
        Subject.INFORMATION_SCIENCE: 1,
    },
    Stage.SENIOR: {
        Subject.CHINESE: 6,
        Subject.MATHEMATICS: 6,
        Subject.ENGLISH: 6,
        Subject.PHYSICS: 4,
        Subject.CHEMISTRY: 4,
        Subject.BIOLOGY: 3,
        Subject.HISTORY: 2,
        Subject.GEOGRAPHY: 2,
        Subject.POLITICS: 3,
        Subject.PHYSICAL_EDUCATION: 1,
        Subject.INFORMATION_TECHNOLOGY: 1,
        Subject.GENERAL_TECHNOLOGY: 1,
    },
    Stage.VOCATIONAL: {
        Subject.CHINESE: 2,
        Subject.MATHEMATICS: 2,
        Subject.ENGLISH: 2,
        Subject.INFORMATION_TECHNOLOGY: 3,
        Subject.LABOUR: 3,
        Subject.POLITICS: 1,
        Subject.PHYSICAL_EDUCATION: 1,
        Subject.PHYSICS: 1,
    },
    Stage.SPECIAL: {Subject.SPECIAL_EDUCATION: 5, Subject.CHINESE: 2, Subject.MATHEMATICS: 2, Subject.ART: 1},
}
