from fastapi import APIRouter, Depends, Header, HTTPException

from app.database import Session, Ticket
from app.security import read

router = APIRouter(prefix="/tickets")


def current_user(authorization: str = Header()) -> int:
    try:
        return read(authorization.removeprefix("Bearer "))
    except Exception as error:
        raise HTTPException(401, "sign in first") from error


@router.get("")
def list_tickets(user: int = Depends(current_user)):
    with Session() as session:
        return session.query(Ticket).filter(Ticket.owner_id == user).all()
