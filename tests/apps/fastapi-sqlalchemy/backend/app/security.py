from datetime import datetime, timedelta, timezone

import jwt

from app.config import settings


def issue(user_id: int) -> str:
    expires = datetime.now(timezone.utc) + timedelta(hours=8)
    return jwt.encode({"sub": str(user_id), "exp": expires}, settings.secret_key, algorithm="HS256")


def read(token: str) -> int:
    claims = jwt.decode(token, settings.secret_key, algorithms=["HS256"])
    return int(claims["sub"])
